namespace DropoutSweep.Training.Inspection;

/// <summary>Everything that figures of one model show; what does not apply to it is null.</summary>
public sealed record ModelInspection
{
    /// <summary>Whether the model is a regression.</summary>
    public required bool IsRegression { get; init; }

    /// <summary>The image that <see cref="Activations"/> were read for; null when inputs are no images.</summary>
    public InspectedImage? Image { get; init; }

    /// <summary>Every layer's values for one sample.</summary>
    public required ImageActivations Activations { get; init; }

    /// <summary>How uncertain the model is of that sample.</summary>
    public required SampleUncertainty ImageUncertainty { get; init; }

    /// <summary>The network that the same mask leaves.</summary>
    public required ThinnedNetwork Network { get; init; }

    /// <summary>How hidden units respond.</summary>
    public required ActivationStatistics Distribution { get; init; }

    /// <summary>Features of the first layer.</summary>
    public required FirstLayerFeatures Features { get; init; }

    /// <summary>Confusion matrix and report; null for regression.</summary>
    public ConfusionInspection? Confusion { get; init; }

    /// <summary>The most confident mistakes; null for regression.</summary>
    public IReadOnlyList<Mistake>? Mistakes { get; init; }

    /// <summary>Calibration; null for regression.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>Thinned networks averaged.</summary>
    public required EnsembleInspection Ensemble { get; init; }

    /// <summary>Uncertainty of the test images that the model is least sure of as evaluated; null for regression and without dropout.</summary>
    public IReadOnlyList<SampleUncertainty>? Uncertainty { get; init; }

    /// <summary>The images that mistakes and uncertainty speak of; empty when inputs are no images.</summary>
    public IReadOnlyList<InspectedImage> Images { get; init; } = [];

    /// <summary>The fitted curve; null unless the model is a regression of one input.</summary>
    public FittedCurve? Curve { get; init; }

    /// <summary>The same of its twin without dropout; null when there is none, or its model is not at hand.</summary>
    public TwinInspection? Twin { get; init; }
}
