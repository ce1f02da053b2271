using DropoutSweep.Silo.Engine;
using DropoutSweep.Silo.Telemetry;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DropoutSweep.Silo.Hosting;

/// <summary>What the API is served from. None of it is disposed with the API.</summary>
public sealed record ApiServices
{
    /// <summary>The store, opened.</summary>
    public required ISweepStore Store { get; init; }

    /// <summary>Whether the silo is ready; at once by default.</summary>
    public IReadiness Readiness { get; init; } = new AlwaysReady();

    /// <summary>The engine that drives the silo; <c>none</c>, the default, when it only serves.</summary>
    public string Engine { get; init; } = "none";

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>Where data sets are, to look into models; null, the default, when the silo has none, and refuses to.</summary>
    public IDatasetSource? Datasets { get; init; }

    /// <summary>What is handed out at <c>/metrics</c>; nothing, and no such address, by default.</summary>
    public SiloTelemetry? Telemetry { get; init; }

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where logs go; nowhere by default.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}
