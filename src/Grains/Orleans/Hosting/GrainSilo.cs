using DropoutSweep.Grains.Orleans.Contracts;
using DropoutSweep.Grains.Orleans.Placement;
using DropoutSweep.Sweeps.Execution;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace DropoutSweep.Grains.Orleans.Hosting;

/// <summary>What an Orleans silo needs to hold this program's grains, however it finds the others.</summary>
internal static class GrainSilo
{
    private static readonly TimeSpan Answer = TimeSpan.Parse(CallTimes.Decision, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>
    /// Turns of grains that take longer are counted by Orleans' instrument <c>orleans-scheduler-long-running-turns</c>. A grain
    /// waits for the store without holding its turn, and training has a thread of its own, so that there should be none.
    /// </summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMilliseconds(100);

    /// <summary>Adds it.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="options">The store and the times.</param>
    /// <param name="slots">The slots that trials are handed to.</param>
    public static void Configure(ISiloBuilder silo, GrainClusterOptions options, ISiloSlots slots)
    {
        silo.Services.AddSingleton(slots);
        silo.Services.AddSingleton(options.Store);
        silo.Services.AddSingleton(options.Coordinators);
        silo.Services.AddSingleton<Departure>();
        silo.Services.AddHostedService<DeadSilos>();
        silo.AddPlacementDirector<OwnSiloPlacement, OwnSiloPlacementDirector>();
        silo.Configure<ClusterMembershipOptions>(membership => ClusterTimes.Configure(membership, options.Lease));
        silo.Configure<SchedulingOptions>(scheduling => scheduling.TurnWarningLengthThreshold = LongestTurn);
        silo.Configure<SiloMessagingOptions>(messages => messages.ResponseTimeout = Answer);
    }
}
