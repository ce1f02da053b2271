using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Grains.Orleans.Hosting;

/// <summary>
/// Takes back the trials of silos that the cluster has declared dead, without waiting for their leases. Every silo does; the
/// first one finds something. A silo that was seen to stop has given back its trials and leaves the store by itself, a moment later.
/// </summary>
internal sealed class DeadSilos(IClusterMembershipService members, ISweepStore store, SweepCoordinators coordinators, ILogger<DeadSilos> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = new HashSet<SiloAddress>(members.CurrentSnapshot.Members.Values.Where(IsDead).Select(member => member.SiloAddress));
        await foreach (var snapshot in members.MembershipUpdates.WithCancellation(stoppingToken))
        {
            known.UnionWith(snapshot.Members.Values.Where(IsStopping).Select(member => member.SiloAddress));
            foreach (var member in snapshot.Members.Values.Where(IsDead))
            {
                if (known.Add(member.SiloAddress))
                {
                    await TakeBackAsync(member.Name, stoppingToken);
                }
            }
        }
    }

    private static bool IsStopping(ClusterMember member) => member.Status == SiloStatus.ShuttingDown;

    private static bool IsDead(ClusterMember member) => member.Status == SiloStatus.Dead;

    private async Task TakeBackAsync(string silo, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if ((await store.ListSilosAsync(cancellationToken)).Any(one => string.Equals(one.Id, silo, StringComparison.Ordinal)))
                {
                    logger.DeclaredDead(silo);
                    await store.LeaveSiloAsync(silo, SiloEnd.Lost, coordinators.Advance, cancellationToken);
                }

                return;
            }
            catch (StoreException error)
            {
                logger.NotTakenBack(silo, error.Message);
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
