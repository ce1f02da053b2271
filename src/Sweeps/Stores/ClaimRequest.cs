namespace DropoutSweep.Sweeps.Stores;

/// <summary>A silo asks for trials.</summary>
public sealed record ClaimRequest
{
    /// <summary>The silo's id.</summary>
    public required string Silo { get; init; }

    /// <summary>Its free slots, by number: at most one trial for each.</summary>
    public required IReadOnlyList<int> Slots { get; init; }

    /// <summary>
    /// How many trials a slot may be handed at once when it brings ends: for trials that take less time than asking for
    /// them does. A plain claim hands out one for each slot, whatever stands here.
    /// </summary>
    public int Ahead { get; init; } = 1;

    /// <summary>How long the leases last.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>Sweeps that the silo cannot train at present, such as for want of their data.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];
}
