using DropoutSweep.Training.Results;

namespace DropoutSweep.Training.Probe;

/// <summary>Hands what a run reports to callbacks.</summary>
/// <param name="onBatch">Called with the number of batches reported so far.</param>
/// <param name="onEpoch">Called after every epoch; null to go on always.</param>
public sealed class CallbackObserver(Action<int, BatchProgress>? onBatch = null, Func<EpochMetrics, TrainingDirective>? onEpoch = null) : ITrainingObserver
{
    /// <summary>Batches reported so far.</summary>
    public int Batches { get; private set; }

    /// <summary>Epochs reported so far.</summary>
    public int Epochs { get; private set; }

    /// <inheritdoc/>
    public void OnBatch(in BatchProgress progress)
    {
        Batches++;
        onBatch?.Invoke(Batches, progress);
    }

    /// <inheritdoc/>
    public TrainingDirective OnEpoch(EpochMetrics metrics)
    {
        Epochs++;
        return onEpoch?.Invoke(metrics) ?? TrainingDirective.Continue;
    }
}
