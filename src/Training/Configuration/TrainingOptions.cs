namespace DropoutSweep.Training.Configuration;

/// <summary>How a network is trained: optimizer, batches, epochs, clipping.</summary>
public sealed record TrainingOptions
{
    /// <summary>The optimizer; Adam with Keras's defaults unless said.</summary>
    public OptimizerOptions Optimizer { get; init; } = new AdamOptions();

    /// <summary>The learning-rate schedule; constant unless said.</summary>
    public ScheduleOptions Schedule { get; init; } = new ConstantSchedule();

    /// <summary>Samples of a batch, 1 to <see cref="TrainingLimits.MaxBatchSize"/>; 32 unless said. An epoch's last batch may be smaller.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Epochs to train, 1 to <see cref="TrainingLimits.MaxEpochs"/>; 20 unless said.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Every gradient element is clamped to ± this value, above 0; none unless said.</summary>
    public double? ClipValue { get; init; }

    /// <summary>All gradients are scaled down together when their global L2 norm exceeds this value, above 0; none unless said.</summary>
    public double? ClipNorm { get; init; }
}
