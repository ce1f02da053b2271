namespace DropoutSweep.Training.Inspection;

/// <summary>
/// How uncertain a model is of one sample, by passes with dropout on (Gal and Ghahramani 2016, "Dropout as a Bayesian
/// approximation"; Gal 2016, section 3.3.1). Probabilities are the softmax of the logits; entropies are in nats.
/// </summary>
public sealed record SampleUncertainty
{
    /// <summary>The sample's row in its set.</summary>
    public required int Row { get; init; }

    /// <summary>Passes.</summary>
    public required int Passes { get; init; }

    /// <summary>Share of the passes within the intervals.</summary>
    public required double Level { get; init; }

    /// <summary>The class with the greatest mean probability; null for regression.</summary>
    public int? Predicted { get; init; }

    /// <summary>Entropy of the mean probabilities, 0 to log(classes); null for regression.</summary>
    public double? PredictiveEntropy { get; init; }

    /// <summary>Mean entropy of the passes: what would remain if the network were known; null for regression.</summary>
    public double? ExpectedEntropy { get; init; }

    /// <summary>Predictive less expected entropy, at least 0: how much the passes disagree; null for regression.</summary>
    public double? MutualInformation { get; init; }

    /// <summary>Variance over the passes of the predicted class's probability, or of a regression's prediction.</summary>
    public required double Variance { get; init; }

    /// <summary>Share of the passes whose own argmax is the predicted class, in (0, 1]; null for regression.</summary>
    public double? Agreement { get; init; }

    /// <summary>Every class, or the one prediction.</summary>
    public required IReadOnlyList<OutputUncertainty> Outputs { get; init; }
}
