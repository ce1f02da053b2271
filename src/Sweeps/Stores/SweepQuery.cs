namespace DropoutSweep.Sweeps.Stores;

/// <summary>Which sweeps to list.</summary>
public sealed record SweepQuery
{
    /// <summary>Only those in one of these states; null for all.</summary>
    public IReadOnlyList<SweepState>? States { get; init; }

    /// <summary>Only those with this name; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>At most so many, 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Passes over so many.</summary>
    public int Offset { get; init; }
}
