using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>A sweep to be added to a store.</summary>
public sealed record SweepSubmission
{
    /// <summary>Most characters of a key.</summary>
    public const int MostKeyCharacters = 200;

    /// <summary>The id it shall have: letters, digits, <c>-</c>, <c>_</c>, <c>.</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The client's key, for which a repeated submission adds nothing; null for none. 1 to 200 characters.</summary>
    public string? Key { get; init; }

    /// <summary>The specification.</summary>
    public required SweepSpec Specification { get; init; }

    /// <summary>What the coordinator decided for its beginning: its first trials.</summary>
    public required Func<SweepRecord, SweepDecision> Begin { get; init; }

    /// <summary>Whether a text can be a key: 1 to <see cref="MostKeyCharacters"/> printable ASCII characters.</summary>
    public static bool IsKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length is > 0 and <= MostKeyCharacters && key.All(c => c is >= ' ' and <= '~');
    }
}
