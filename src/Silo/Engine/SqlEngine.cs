using DropoutSweep.Sweeps.Coordination;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Engine;

/// <summary>
/// The engine that needs nothing but the store: silos claim trials under leases, and whichever commits a result
/// advances the sweep in the same transaction. There is no leader to lose.
/// </summary>
/// <param name="parts">What the silo works with.</param>
/// <param name="logger">The log.</param>
public sealed class SqlEngine(SiloParts parts, ILogger<SqlEngine> logger) : IEngine
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        var coordinators = new SweepCoordinators();
        using var claims = new StoreClaims(parts.Store, coordinators, parts.Options, parts.Time);
        await new SiloCore(parts, coordinators, logger).RunAsync(claims, stop).ConfigureAwait(false);
    }
}
