namespace DropoutSweep.Training.Inspection;

/// <summary>
/// The ensemble inside a model: thinned networks averaged, against weight scaling (Srivastava et al. 2014, section 7.5
/// and figure 11). Probabilities are the softmax of the logits.
/// </summary>
public sealed record EnsembleInspection
{
    /// <summary>Test samples it was tried on.</summary>
    public required int Samples { get; init; }

    /// <summary>Repetitions behind each point.</summary>
    public required int Repetitions { get; init; }

    /// <summary>How masks were drawn.</summary>
    public required ThinnedMasks Masks { get; init; }

    /// <summary>Whether the model has any dropout; without it every thinned network is the model itself.</summary>
    public required bool HasDropout { get; init; }

    /// <summary>Weight scaling, which is evaluation mode: accuracy on the same samples by the logits; null for regression.</summary>
    public double? WeightScalingAccuracy { get; init; }

    /// <summary>Weight scaling's mean loss on the same samples.</summary>
    public required double WeightScalingLoss { get; init; }

    /// <summary>k = 1, 2, …, K. Within a repetition the k networks are the first k of the same K.</summary>
    public required IReadOnlyList<EnsemblePoint> Points { get; init; }
}
