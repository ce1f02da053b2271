using DropoutSweep.Client.Interaction;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Progress;

/// <summary>Where a sweep stands; told by the slots, read by the display.</summary>
internal sealed class SweepProgress : ISweepObserver
{
    private readonly Lock _lock = new();
    private readonly SweepSpec _spec;
    private readonly TrialWork _work;
    private readonly TimeProvider _time;
    private readonly ParameterText _parameters;
    private readonly SlotProgress[] _slots;
    private readonly long _began;
    private readonly double _workBefore;
    private double _workEnded;
    private double _workSkipped;
    private int _completed;
    private int _failed;
    private TrialRecord? _best;

    public SweepProgress(SweepSpec spec, TrialWork work, int slots, IEnumerable<TrialRecord> ended, TimeProvider time)
    {
        _spec = spec;
        _work = work;
        _time = time;
        _parameters = new ParameterText(spec.Axes);
        _slots = [.. Enumerable.Range(0, slots).Select(_ => new SlotProgress())];
        _began = time.GetTimestamp();
        foreach (var record in ended)
        {
            Count(record);
            _workBefore += work.Of(record.Trial.Configuration);
        }
    }

    /// <summary>Short names of the varying parameters.</summary>
    public ParameterText Parameters => _parameters;

    public void TrialStarted(int slot, Trial trial, bool resumed)
    {
        var configuration = _spec.Configuration(trial.Configuration);
        var parameters = _parameters.Line(configuration);
        _slots[slot].Begin(trial, parameters, configuration.Training.Training.Epochs, _work.Of(trial.Configuration), resumed);
    }

    public void BatchTrained(int slot, Trial trial, in BatchProgress progress) => _slots[slot].Report(progress);

    public void EpochTrained(int slot, Trial trial, EpochMetrics metrics)
    {
    }

    public void TrialEnded(int slot, TrialRecord record)
    {
        lock (_lock)
        {
            // A diverged trial ends early: the rest of its work will not be done, and must not speed up the estimate.
            var progress = _slots[slot];
            var share = record.State == TrialState.Completed ? 1 : progress.Share;
            var before = double.IsNaN(progress.ShareBefore) ? 0 : progress.ShareBefore;
            _workEnded += progress.Work * Math.Max(0, share - before);
            _workSkipped += progress.Work * (1 - Math.Max(0, share - before));
            Count(record);
        }

        _slots[slot].End();
    }

    public void Notice(string message)
    {
    }

    /// <summary>Where the sweep stands now.</summary>
    public ProgressSnapshot Take()
    {
        var elapsed = _time.GetElapsedTime(_began);
        lock (_lock)
        {
            var running = Array.FindAll(_slots, slot => slot.Trial is not null);
            var doneHere = _workEnded;
            var resumed = 0.0;
            foreach (var slot in running)
            {
                var before = double.IsNaN(slot.ShareBefore) ? 0 : slot.ShareBefore;
                doneHere += slot.Work * Math.Max(0, slot.Share - before);
                resumed += slot.Work * before;
            }

            var left = Math.Max(0, _work.Total - _workBefore - _workSkipped - doneHere - resumed);
            return new ProgressSnapshot
            {
                Total = _spec.TrialCount,
                Completed = _completed,
                Failed = _failed,
                Running = running.Length,
                Elapsed = elapsed,
                Left = Left(elapsed, doneHere, left),
                Share = _work.Total > 0 ? Math.Clamp(1 - (left / _work.Total), 0, 1) : 1,
                Best = _best,
                Slots = _slots,
            };
        }
    }

    private static TimeSpan? Left(TimeSpan elapsed, double done, double left)
    {
        // The first second is spent on starting: an estimate from it is off by a multiple.
        if (elapsed < TimeSpan.FromSeconds(1) || done <= 0)
        {
            return null;
        }

        var seconds = elapsed.TotalSeconds * left / done;
        return seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null;
    }

    private void Count(TrialRecord record)
    {
        if (record.State == TrialState.Completed)
        {
            _completed++;
        }
        else
        {
            _failed++;
        }

        if (TrialRanking.IsBetter(record, _best, _spec.Objective))
        {
            _best = record;
        }
    }
}
