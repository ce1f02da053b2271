namespace DropoutSweep.Training.Data.Locating;

/// <summary>The data set that was taken from a list.</summary>
public sealed record DatasetSelection
{
    /// <summary>The data set.</summary>
    public required Dataset Dataset { get; init; }

    /// <summary>Where it came from.</summary>
    public required DatasetLocation Location { get; init; }

    /// <summary>The data sets before it in the list, and why they could not be had; empty when the first was taken.</summary>
    public IReadOnlyList<SkippedDataset> Skipped { get; init; } = [];
}
