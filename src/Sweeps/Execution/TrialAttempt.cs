using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>One execution of a trial as its trainer sees it: passes reports on and saves checkpoints when due.</summary>
internal sealed class TrialAttempt : ITrainingObserver
{
    private readonly int _slot;
    private readonly Trial _trial;
    private readonly IAttemptLink _link;
    private readonly ISweepObserver _observer;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private readonly double _secondsBefore;
    private readonly long _began;
    private readonly ITrialTraining _training;
    private long _saved;

    public TrialAttempt(int slot, Trial trial, ITrialTraining training, double secondsBefore, IAttemptLink link, ISweepObserver observer, TimeProvider time, TimeSpan interval)
    {
        _slot = slot;
        _trial = trial;
        _training = training;
        _secondsBefore = secondsBefore;
        _link = link;
        _observer = observer;
        _time = time;
        _interval = interval;
        _began = time.GetTimestamp();
        _saved = _began;
    }

    /// <summary>Seconds in a slot, over this attempt and those before it.</summary>
    public double Seconds => _secondsBefore + _time.GetElapsedTime(_began).TotalSeconds;

    public void OnBatch(in BatchProgress progress)
    {
        _observer.BatchTrained(_slot, _trial, progress);

        // The last batch of an epoch is followed by OnEpoch: a checkpoint there saves the evaluation too.
        if (progress.Batch < progress.Batches)
        {
            SaveIfDue();
        }
    }

    public TrainingDirective OnEpoch(EpochMetrics metrics)
    {
        _observer.EpochTrained(_slot, _trial, metrics);
        var directive = _link.Report(metrics, Seconds);
        SaveIfDue();
        return directive == AttemptDirective.StopEarly ? TrainingDirective.StopEarly : TrainingDirective.Continue;
    }

    public void Save()
    {
        _link.SaveCheckpoint(Write);
        _saved = _time.GetTimestamp();
    }

    private void SaveIfDue()
    {
        if (_time.GetElapsedTime(_saved) >= _interval)
        {
            Save();
        }
    }

    private void Write(Stream destination)
    {
        CheckpointPrefix.Write(destination, Seconds);
        _training.SaveCheckpoint(destination);
    }
}
