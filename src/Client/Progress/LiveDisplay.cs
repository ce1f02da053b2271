using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training;
using DropoutSweep.Training.Results;
using Spectre.Console;

namespace DropoutSweep.Client.Progress;

/// <summary>Redraws where the sweep stands a few times a second on a terminal; what deserves a line of its own goes above.</summary>
internal sealed class LiveDisplay(SweepSpec spec, SweepProgress progress, IAnsiConsole console, TimeProvider time) : ISweepDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly TrialText _text = new(spec);
    private readonly ProgressView _view = new(spec);

    public async Task<bool> ShowAsync(Func<Task<bool>> work)
    {
        var finished = false;
        await console.Live(Draw())
            .AutoClear(true)
            .Overflow(VerticalOverflow.Crop)
            .StartAsync(async live =>
            {
                var running = work();
                using var timer = new PeriodicTimer(Interval, time);
                var tick = timer.WaitForNextTickAsync().AsTask();
                while (await Task.WhenAny(running, tick).ConfigureAwait(false) == tick)
                {
                    live.UpdateTarget(Draw());
                    tick = timer.WaitForNextTickAsync().AsTask();
                }

                finished = await running.ConfigureAwait(false);
            })
            .ConfigureAwait(false);
        return finished;
    }

    public void TrialStarted(int slot, Trial trial, bool resumed) => progress.TrialStarted(slot, trial, resumed);

    public void BatchTrained(int slot, Trial trial, in BatchProgress batch) => progress.BatchTrained(slot, trial, batch);

    public void EpochTrained(int slot, Trial trial, EpochMetrics metrics) => progress.EpochTrained(slot, trial, metrics);

    public void TrialEnded(int slot, TrialRecord record)
    {
        progress.TrialEnded(slot, record);
        if (record.Failure is not null)
        {
            console.MarkupLineInterpolated($"[red]{_text.Name(record.Trial)}: {TrialText.Outcome(record)}[/]");
        }
    }

    public void Notice(string message) => console.MarkupLineInterpolated($"[yellow]{message}[/]");

    private Rows Draw() => _view.Draw(progress.Take(), console.Profile.Width, console.Profile.Height);
}
