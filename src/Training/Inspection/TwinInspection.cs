namespace DropoutSweep.Training.Inspection;

/// <summary>What figures set beside a model: the same configuration without dropout.</summary>
public sealed record TwinInspection
{
    /// <summary>How its hidden units respond, in the model's bins.</summary>
    public required ActivationStatistics Distribution { get; init; }

    /// <summary>Features of its first layer.</summary>
    public required FirstLayerFeatures Features { get; init; }

    /// <summary>Its calibration; null for regression.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>Its fitted curve; null unless it is a regression of one input.</summary>
    public FittedCurve? Curve { get; init; }
}
