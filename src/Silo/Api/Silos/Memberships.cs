using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Api.Silos;

/// <summary>How the silos of a store see one another, where their engine has them do so.</summary>
internal static class Memberships
{
    /// <summary>The clusters of the store; null when the engine of the silos that live keeps none.</summary>
    public static async ValueTask<IReadOnlyList<MembershipView>?> ReadAsync(ISweepStore store, IReadOnlyList<SiloRecord> silos, CancellationToken cancellationToken)
    {
        var orleans = Engines.NameOf(EngineKind.Orleans);
        return silos.Any(silo => silo.Alive && string.Equals(silo.Engine, orleans, StringComparison.Ordinal))
            ? [.. (await store.ListMembershipsAsync(cancellationToken)).Select(static table => new MembershipView(table.Cluster, table.Version, Sort(table)))]
            : null;
    }

    private static IReadOnlyList<MemberRecord> Sort(MembershipRecord table) =>
    [
        .. table.Members.Select(static stored => stored.Member)
            .OrderBy(static member => member.Status == MemberStatus.Dead)
            .ThenBy(static member => member.StartedAt)
            .ThenBy(static member => member.Address, StringComparer.Ordinal),
    ];
}
