using DropoutSweep.Training;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Bench.Measuring;

/// <summary>Counts what the training thread allocates from batch to batch of every epoch but the first.</summary>
internal sealed class AllocationWatch : ITrainingObserver
{
    private long _since;
    private bool _follows;

    /// <summary>Bytes, over all batches.</summary>
    public long Bytes { get; private set; }

    /// <summary>Batches watched.</summary>
    public int Batches { get; private set; }

    /// <inheritdoc/>
    public void OnBatch(in BatchProgress progress)
    {
        var now = GC.GetAllocatedBytesForCurrentThread();
        if (progress.Epoch > 1 && _follows)
        {
            Bytes += now - _since;
            Batches++;
        }

        _follows = progress.Batch < progress.Batches;
        _since = GC.GetAllocatedBytesForCurrentThread();
    }

    /// <inheritdoc/>
    public TrainingDirective OnEpoch(EpochMetrics metrics) => TrainingDirective.Continue;
}
