namespace DropoutSweep.Training.Inspection;

/// <summary>An image of the test set, or one of a reader's own.</summary>
public sealed record InspectedImage
{
    /// <summary>Its row in the test set; null for one that is not of it.</summary>
    public int? Row { get; init; }

    /// <summary>Its class; null when it is not known.</summary>
    public int? Label { get; init; }

    /// <summary>Width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Brightness 0–255, [height × width], row after row.</summary>
    public required byte[] Pixels { get; init; }
}
