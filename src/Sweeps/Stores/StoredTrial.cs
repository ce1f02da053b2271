using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>A trial as the store holds it.</summary>
public sealed record StoredTrial
{
    /// <summary>The trial, its state, and its result once it has ended (without epochs).</summary>
    public required TrialRecord Record { get; init; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; init; }

    /// <summary>Attempts lost with their silo.</summary>
    public int Losses { get; init; }

    /// <summary>Attempts whose silo crashed.</summary>
    public int Crashes { get; init; }

    /// <summary>The silo that trains it, or trained it last; null before the first.</summary>
    public string? Silo { get; init; }

    /// <summary>The slot there.</summary>
    public int? Slot { get; init; }

    /// <summary>Epochs reported.</summary>
    public int Epochs { get; init; }

    /// <summary>Whether it has a checkpoint.</summary>
    public bool HasCheckpoint { get; init; }

    /// <summary>Whether its model is kept.</summary>
    public bool HasModel { get; init; }

    /// <summary>When its newest attempt began, by the store's clock (UTC); null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}
