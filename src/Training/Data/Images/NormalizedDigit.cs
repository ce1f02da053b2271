namespace DropoutSweep.Training.Data.Images;

/// <summary>A digit of one's own in the form that MNIST's images have.</summary>
public sealed record NormalizedDigit
{
    /// <summary>Width and height in pixels.</summary>
    public const int Side = 28;

    /// <summary>White on black, 0–255, [28 × 28], row after row.</summary>
    public required byte[] Pixels { get; init; }

    /// <summary>Whether the image was dark on light and was inverted.</summary>
    public required bool Inverted { get; init; }

    /// <summary>Whether it had MNIST's form already (but for an inversion) and was neither scaled nor moved.</summary>
    public required bool AlreadyNormalized { get; init; }
}
