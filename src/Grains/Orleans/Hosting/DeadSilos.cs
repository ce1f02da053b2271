using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Grains.Orleans.Hosting;

/// <summary>
/// Takes back the trials of silos that the cluster has declared dead, without waiting for their leases. Every silo does; the
/// first one finds something. A silo that was seen to stop gives its trials back and leaves the store by itself: it is given
/// the time for that.
/// </summary>
internal sealed class DeadSilos(IClusterMembershipService members, ISweepStore store, SweepCoordinators coordinators, ILogger<DeadSilos> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What a silo that stops takes at most from leaving the cluster to leaving the store, and some more.</summary>
    private static readonly TimeSpan LeavesWithin = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var known = new HashSet<SiloAddress>(members.CurrentSnapshot.Members.Values.Where(IsDead).Select(member => member.SiloAddress));
        var stopping = new HashSet<SiloAddress>();
        var later = new List<Task>();
        try
        {
            await foreach (var snapshot in members.MembershipUpdates.WithCancellation(stoppingToken))
            {
                stopping.UnionWith(snapshot.Members.Values.Where(IsStopping).Select(member => member.SiloAddress));
                foreach (var member in snapshot.Members.Values.Where(IsDead).Where(member => known.Add(member.SiloAddress)))
                {
                    if (stopping.Contains(member.SiloAddress))
                    {
                        later.Add(TakeBackLaterAsync(member.Name, stoppingToken));
                    }
                    else
                    {
                        await TakeBackAsync(member.Name, stoppingToken);
                    }
                }
            }
        }
        finally
        {
            await Task.WhenAll(later);
        }
    }

    private static bool IsStopping(ClusterMember member) => member.Status == SiloStatus.ShuttingDown;

    private static bool IsDead(ClusterMember member) => member.Status == SiloStatus.Dead;

    private async Task TakeBackLaterAsync(string silo, CancellationToken cancellationToken)
    {
        await Task.Delay(LeavesWithin, cancellationToken);
        await TakeBackAsync(silo, cancellationToken);
    }

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
