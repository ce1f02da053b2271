namespace DropoutSweep.Training.Results;

/// <summary>What one epoch left behind.</summary>
public sealed record EpochMetrics
{
    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Optimizer steps taken since training began.</summary>
    public required long Step { get; init; }

    /// <summary>Learning rate of the epoch's last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Mean loss of the epoch's batches as seen while training, with dropout on.</summary>
    public required double TrainingLoss { get; init; }

    /// <summary>Accuracy over the epoch's batches as seen while training, with dropout on; null for regression.</summary>
    public double? TrainingAccuracy { get; init; }

    /// <summary>Evaluation of a fixed seeded sample of at most 10,000 training samples.</summary>
    public required Scores Train { get; init; }

    /// <summary>Evaluation of the validation set.</summary>
    public required Scores Validation { get; init; }

    /// <summary>Evaluation of the test set; recorded, never used to choose.</summary>
    public required Scores Test { get; init; }
}
