using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>A sweep to be added to a store.</summary>
public sealed record SweepSubmission
{
    /// <summary>The id it shall have: letters, digits, <c>-</c>, <c>_</c>, <c>.</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The client's key, for which a repeated submission adds nothing; null for none. 1 to 200 characters.</summary>
    public string? Key { get; init; }

    /// <summary>The specification.</summary>
    public required SweepSpec Specification { get; init; }

    /// <summary>What the coordinator decided for its beginning: its first trials.</summary>
    public required Func<SweepRecord, SweepDecision> Begin { get; init; }
}
