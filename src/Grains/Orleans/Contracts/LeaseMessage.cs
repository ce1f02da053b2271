using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Grains.Orleans.Contracts;

/// <summary>A lease.</summary>
[GenerateSerializer]
[Immutable]
[Alias("dropoutsweep.lease")]
internal sealed record LeaseMessage
{
    /// <summary>The silo that holds it.</summary>
    [Id(0)]
    public required string Silo { get; init; }

    [Id(1)]
    public required string Sweep { get; init; }

    [Id(2)]
    public required int Trial { get; init; }

    [Id(3)]
    public required int Attempt { get; init; }

    [Id(4)]
    public required int Configuration { get; init; }

    [Id(5)]
    public required int Replicate { get; init; }

    [Id(6)]
    public required ulong Seed { get; init; }

    [Id(7)]
    public required int Slot { get; init; }

    [Id(8)]
    public required bool Exclusive { get; init; }

    [Id(9)]
    public required bool HasCheckpoint { get; init; }

    public static LeaseMessage Of(string silo, TrialLease lease) => new()
    {
        Silo = silo,
        Sweep = lease.Attempt.Sweep,
        Trial = lease.Attempt.Trial,
        Attempt = lease.Attempt.Attempt,
        Configuration = lease.Trial.Configuration,
        Replicate = lease.Trial.Replicate,
        Seed = lease.Trial.Seed,
        Slot = lease.Slot,
        Exclusive = lease.Exclusive,
        HasCheckpoint = lease.HasCheckpoint,
    };

    public TrialLease ToLease() => new(new AttemptId(Sweep, Trial, Attempt), new Trial(Trial, Configuration, Replicate, Seed), Slot, Exclusive, HasCheckpoint);
}
