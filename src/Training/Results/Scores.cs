namespace DropoutSweep.Training.Results;

/// <summary>How a model does on one set of samples, in evaluation mode (no dropout).</summary>
public sealed record Scores
{
    /// <summary>Number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Mean loss per sample: cross-entropy in nats, or squared error; without the L2 penalty.</summary>
    public required double Loss { get; init; }

    /// <summary>Share classified rightly, in [0, 1]; null for regression.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Sigmoid output only: share classified rightly by the argmax of the logits, which cannot saturate.</summary>
    public double? LogitAccuracy { get; init; }

    /// <summary>Sigmoid output only: share of samples whose greatest float32 sigmoid is shared by two classes or more.</summary>
    public double? TiedShare { get; init; }
}
