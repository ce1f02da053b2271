namespace DropoutSweep.Training.Data.Locating;

/// <summary>Where a data set's files are.</summary>
public sealed record DatasetLocation
{
    /// <summary>The data set.</summary>
    public required string Name { get; init; }

    /// <summary>Where it comes from.</summary>
    public required DatasetOrigin Origin { get; init; }

    /// <summary>The folder of its files; null when it is generated or missing.</summary>
    public string? Folder { get; init; }

    /// <summary>The paths of its files, in the order of <see cref="DatasetInfo.Files"/>; empty when it is generated or missing.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>One line for each place that was looked in without success.</summary>
    public IReadOnlyList<string> Looked { get; init; } = [];
}
