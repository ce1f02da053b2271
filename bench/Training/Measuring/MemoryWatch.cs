using DropoutSweep.Training;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Bench.Measuring;

/// <summary>Looks at the process's private memory now and then while a run goes on.</summary>
internal sealed class MemoryWatch : ITrainingObserver
{
    private const int EveryBatches = 50;

    /// <summary>The greatest that was seen.</summary>
    public long GreatestPrivateBytes { get; private set; }

    /// <inheritdoc/>
    public void OnBatch(in BatchProgress progress)
    {
        if (progress.Batch % EveryBatches == 0)
        {
            Look();
        }
    }

    /// <inheritdoc/>
    public TrainingDirective OnEpoch(EpochMetrics metrics)
    {
        Look();
        return TrainingDirective.Continue;
    }

    private void Look() => GreatestPrivateBytes = Math.Max(GreatestPrivateBytes, MemoryProbe.PrivateBytes());
}
