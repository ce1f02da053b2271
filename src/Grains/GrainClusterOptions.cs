using System.Net;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Grains;

/// <summary>How a silo is part of a cluster.</summary>
public sealed record GrainClusterOptions
{
    /// <summary>The store, opened; it also holds the list of the cluster's members.</summary>
    public required ISweepStore Store { get; init; }

    /// <summary>The sweeps' coordinators.</summary>
    public required SweepCoordinators Coordinators { get; init; }

    /// <summary>The cluster's name. One for each store, as the store is what makes silos a cluster, so that it need not be said.</summary>
    public string Cluster { get; init; } = "dropoutsweep";

    /// <summary>The silo's id; its name in the cluster.</summary>
    public required string Silo { get; init; }

    /// <summary>The address at which other silos reach this one; 127.0.0.1 unless said.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port on which it listens for other silos, 0 to 65,535; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// How long a silo may show no sign of life, above 0. A silo that does not answer is declared dead after about a third of
    /// it, but not before <see cref="GrainEngine.LeastDetection"/>.
    /// </summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>The clock; the machine's unless said.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where logs go.</summary>
    public required ILoggerFactory Loggers { get; init; }
}
