namespace DropoutSweep.Training.Inspection;

/// <summary>A regression of one input: what it was fitted to, and what it makes of it.</summary>
public sealed record FittedCurve
{
    /// <summary>The fit, by ascending input.</summary>
    public required IReadOnlyList<FittedPoint> Fit { get; init; }

    /// <summary>Samples that were trained on.</summary>
    public required IReadOnlyList<CurvePoint> Train { get; init; }

    /// <summary>Samples held out for validation.</summary>
    public required IReadOnlyList<CurvePoint> Validation { get; init; }

    /// <summary>Test samples.</summary>
    public required IReadOnlyList<CurvePoint> Test { get; init; }
}
