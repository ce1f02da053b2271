namespace DropoutSweep.Training.Inspection;

/// <summary>Features of the first layer (Srivastava et al. 2014, figure 7).</summary>
public sealed record FirstLayerFeatures
{
    /// <summary>Width of a feature; for inputs that are no image, their number.</summary>
    public required int Width { get; init; }

    /// <summary>Height of a feature; 1 for inputs that are no image.</summary>
    public required int Height { get; init; }

    /// <summary>Units of the layer, of which some are shown.</summary>
    public required int Units { get; init; }

    /// <summary>How the shown units were chosen.</summary>
    public required FeatureRule Rule { get; init; }

    /// <summary>
    /// The greatest magnitude of a shown weight: a drawing's colours run from −this to +this, so that zero is in the
    /// middle and features can be compared with each other.
    /// </summary>
    public required float Limit { get; init; }

    /// <summary>The shown units.</summary>
    public required IReadOnlyList<UnitFeature> Features { get; init; }
}
