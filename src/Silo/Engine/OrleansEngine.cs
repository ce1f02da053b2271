using System.Net;
using DropoutSweep.Grains;
using DropoutSweep.Sweeps.Coordination;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Engine;

/// <summary>
/// The engine whose silos talk to one another: a grain for each sweep decides and spreads trials over the silos' free slots, a
/// grain for each attempt holds its slot. What a silo does besides is what it does under <see cref="SqlEngine"/>, and so is
/// every rule about leases and attempts.
/// </summary>
/// <param name="parts">What the silo works with.</param>
/// <param name="endpoint">Where other silos reach this one; port 0 for a free one.</param>
/// <param name="loggers">Where logs go.</param>
public sealed class OrleansEngine(SiloParts parts, IPEndPoint endpoint, ILoggerFactory loggers) : IEngine
{
    /// <inheritdoc/>
    /// <exception cref="GrainClusterException">The other silos go on without this one.</exception>
    /// <exception cref="NotSupportedException">This build has no Orleans engine.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var logger = loggers.CreateLogger<OrleansEngine>();
        var coordinators = new SweepCoordinators();
        var cluster = GrainEngine.Create(new GrainClusterOptions
        {
            Store = parts.Store,
            Coordinators = coordinators,
            Silo = parts.Silo.Id,
            Address = endpoint.Address,
            Port = endpoint.Port,
            Lease = parts.Options.Lease,
            Time = parts.Time,
            Loggers = loggers,
        });
        await using (cluster.ConfigureAwait(false))
        {
            using var handOuts = new GrainHandOuts(cluster, parts, logger);
            await new SiloCore(parts, coordinators, logger).RunAsync(handOuts, stop).ConfigureAwait(false);
        }
    }
}
