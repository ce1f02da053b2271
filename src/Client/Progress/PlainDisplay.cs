using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Progress;

/// <summary>Lines for where nothing can be redrawn: one per ended trial, and where the sweep stands when ten seconds were silent.</summary>
internal sealed class PlainDisplay(SweepSpec spec, SweepProgress progress, TextWriter writer, TimeProvider time) : ISweepDisplay
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private readonly TrialText _text = new(spec);
    private readonly Lock _lock = new();
    private long _written = time.GetTimestamp();

    public async Task<bool> ShowAsync(Func<Task<bool>> work)
    {
        using var timer = time.CreateTimer(_ => StatusIfSilent(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        return await work().ConfigureAwait(false);
    }

    public void TrialStarted(int slot, Trial trial, bool resumed)
    {
        progress.TrialStarted(slot, trial, resumed);
        if (resumed)
        {
            Write($"{_text.Name(trial)}: going on from its checkpoint");
        }
    }

    public void BatchTrained(int slot, Trial trial, in BatchProgress batch) => progress.BatchTrained(slot, trial, batch);

    public void EpochTrained(int slot, Trial trial, EpochMetrics metrics) => progress.EpochTrained(slot, trial, metrics);

    public void TrialEnded(int slot, TrialRecord record)
    {
        // Counted and told under one lock, or the lines of two slots could change places.
        lock (_lock)
        {
            progress.TrialEnded(slot, record);
            var at = progress.Take();
            Write($"{at.Ended}/{at.Total} {_text.Name(record.Trial)}: {TrialText.End(record)}");
        }
    }

    public void Notice(string message) => Write(message);

    private void Write(string line)
    {
        lock (_lock)
        {
            writer.WriteLine(line);
            _written = time.GetTimestamp();
        }
    }

    private void StatusIfSilent()
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_written) >= Silence)
            {
                Write(TrialText.Status(progress.Take()));
            }
        }
    }
}
