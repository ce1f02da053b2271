namespace DropoutSweep.Training.Inspection;

/// <summary>How closely a model is looked at.</summary>
public sealed record ModelInspectionOptions
{
    /// <summary>Row of the test image that activations are read for; 0 unless said.</summary>
    public int Row { get; init; }

    /// <summary>An image of one's own in its place, brightness 0–255; null for the test image.</summary>
    public byte[]? OwnPixels { get; init; }

    /// <summary>Number of the mask, from 0.</summary>
    public int Mask { get; init; }

    /// <summary>Most features of the first layer, at least 1.</summary>
    public int Features { get; init; } = 16;

    /// <summary>Most mistakes, at least 1.</summary>
    public int Mistakes { get; init; } = 18;

    /// <summary>Images whose uncertainty is sampled: those that the model is least sure of; at least 1.</summary>
    public int UncertainImages { get; init; } = 12;

    /// <summary>How the ensemble is tried.</summary>
    public EnsembleOptions Ensemble { get; init; } = new();

    /// <summary>How uncertainty is sampled.</summary>
    public UncertaintyOptions Uncertainty { get; init; } = new();

    /// <summary>How a regression's curve is sampled.</summary>
    public CurveOptions Curve { get; init; } = new() { Passes = 100 };
}
