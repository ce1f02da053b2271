using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Grains.Orleans.Contracts;

/// <summary>What a slot asks for as it brings ends.</summary>
[GenerateSerializer]
[Immutable]
[Alias("dropoutsweep.claim")]
internal sealed record ClaimMessage
{
    [Id(0)]
    public required string Silo { get; init; }

    [Id(1)]
    public required int[] Slots { get; init; }

    [Id(2)]
    public required int Ahead { get; init; }

    [Id(3)]
    public required TimeSpan Lease { get; init; }

    [Id(4)]
    public required string[] Except { get; init; }

    public static ClaimMessage Of(ClaimRequest claim) => new()
    {
        Silo = claim.Silo,
        Slots = [.. claim.Slots],
        Ahead = claim.Ahead,
        Lease = claim.Lease,
        Except = [.. claim.Except],
    };

    public ClaimRequest ToClaim() => new() { Silo = Silo, Slots = Slots, Ahead = Ahead, Lease = Lease, Except = Except };
}
