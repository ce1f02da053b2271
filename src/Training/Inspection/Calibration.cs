namespace DropoutSweep.Training.Inspection;

/// <summary>
/// How far a classifier's confidence can be believed, over the whole test set. Probabilities are the softmax of the
/// logits (of a sigmoid output too, which is trained by it), the prediction is their argmax and its probability the confidence.
/// </summary>
public sealed record Calibration
{
    /// <summary>Number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Share classified rightly by the logits, in [0, 1].</summary>
    public required double Accuracy { get; init; }

    /// <summary>Mean confidence; above <see cref="Accuracy"/> the model is over-confident.</summary>
    public required double MeanConfidence { get; init; }

    /// <summary>
    /// Expected calibration error, in [0, 1]: Σ over bins of the bin's share times |accuracy − confidence|
    /// (Guo et al. 2017, "On calibration of modern neural networks", equation 3).
    /// </summary>
    public required double ExpectedCalibrationError { get; init; }

    /// <summary>The greatest |accuracy − confidence| of any bin that is not empty (the same paper, equation 5).</summary>
    public required double MaximumCalibrationError { get; init; }

    /// <summary>Brier score, in [0, 2]: the mean over samples of Σ over classes (p − 1 if it is the class, else p)² (Brier 1950).</summary>
    public required double BrierScore { get; init; }

    /// <summary>Mean negative log-likelihood of the true class, in nats.</summary>
    public required double NegativeLogLikelihood { get; init; }

    /// <summary>The reliability curve: bins of equal width over (0, 1].</summary>
    public required IReadOnlyList<ReliabilityBin> Bins { get; init; }
}
