namespace DropoutSweep.Sweeps.Stores;

/// <summary>An attempt as the store remembers it.</summary>
public sealed record AttemptRecord
{
    /// <summary>The trial's number.</summary>
    public required int Trial { get; init; }

    /// <summary>The attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The silo's id.</summary>
    public required string Silo { get; init; }

    /// <summary>The slot.</summary>
    public required int Slot { get; init; }

    /// <summary>When it began, by the store's clock (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it came to; null while it runs.</summary>
    public AttemptOutcome? Outcome { get; init; }
}
