namespace DropoutSweep.Training.Data;

/// <summary>What there is to know about a data set before it is loaded.</summary>
public sealed record DatasetInfo
{
    /// <summary>The name that a specification uses: lower-case letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>One line that says what it is, for people.</summary>
    public required string Description { get; init; }

    /// <summary>What it asks.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>Under what terms it may be used, and whom to credit; one line.</summary>
    public required string Licence { get; init; }

    /// <summary>The files it is made of; empty when it is generated.</summary>
    public IReadOnlyList<DatasetFile> Files { get; init; } = [];

    /// <summary>Addresses (ending in a slash) that each hold all <see cref="Files"/>, in the order they are tried.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } = [];

    /// <summary>Whether it is made of files, which must be found or downloaded; otherwise it is generated.</summary>
    public bool NeedsFiles => Files.Count > 0;
}
