using DropoutSweep.Training.Results;

namespace DropoutSweep.Training;

/// <summary>Watches a training run from the thread that trains; what it does is paid for in training time.</summary>
public interface ITrainingObserver
{
    /// <summary>After every batch; must be cheap and must not allocate.</summary>
    void OnBatch(in BatchProgress progress);

    /// <summary>After every epoch's evaluation; the answer says whether to go on. A checkpoint may be saved here.</summary>
    TrainingDirective OnEpoch(EpochMetrics metrics);
}
