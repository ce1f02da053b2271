using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>Which trials to list.</summary>
public sealed record TrialQuery
{
    /// <summary>The sweep's id.</summary>
    public required string Sweep { get; init; }

    /// <summary>Only those in one of these states; null for all.</summary>
    public IReadOnlyList<TrialState>? States { get; init; }

    /// <summary>Only those of this configuration; null for all.</summary>
    public int? Configuration { get; init; }

    /// <summary>What they are sorted by; ties by number.</summary>
    public TrialOrder Order { get; init; } = TrialOrder.Number;

    /// <summary>Whether the greatest come first (for the objective: the worst).</summary>
    public bool Descending { get; init; }

    /// <summary>Passes over so many.</summary>
    public int Offset { get; init; }

    /// <summary>At most so many, 1 to 10,000.</summary>
    public int Limit { get; init; } = 100;
}
