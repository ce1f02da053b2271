using DropoutSweep.Silo.Containers;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Sweeps.Execution;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DropoutSweep.Silo.Hosting;

/// <summary>What a silo in this process works on, and with what.</summary>
public sealed record SiloHostOptions
{
    /// <summary>The store: a file's path for SQLite, or <c>postgres://…</c>.</summary>
    public required string Store { get; init; }

    /// <summary>Trials trained at once, 0 to <see cref="ExecutionOptions.MaxSlots"/>; 0 serves and trains nothing; one per whole processor that the container or the machine gives unless said.</summary>
    public int Slots { get; init; } = ContainerLimits.Slots(ExecutionOptions.MaxSlots);

    /// <summary>How the API is served; on a free port of 127.0.0.1 unless said.</summary>
    public ApiOptions Api { get; init; } = new();

    /// <summary>What hands trials to the silo; <see cref="EngineKind.Sql"/> unless said.</summary>
    public EngineKind Kind { get; init; }

    /// <summary>
    /// The port on which a silo of the engine <see cref="EngineKind.Orleans"/> listens for others, 0 to 65,535, on the API's
    /// address; 0, the default, takes a free one.
    /// </summary>
    public int ClusterPort { get; init; }

    /// <summary>Leases and intervals.</summary>
    public EngineOptions Engine { get; init; } = new() { StopWithin = TimeSpan.FromSeconds(5) };

    /// <summary>Training time between two checkpoints of a trial, at least 0; 10 s unless said.</summary>
    public TimeSpan CheckpointInterval { get; init; } = new ExecutionOptions().CheckpointInterval;

    /// <summary>Where data sets come from.</summary>
    public required IDatasetSource Datasets { get; init; }

    /// <summary>What trains a trial; the project's own trainer unless said.</summary>
    public ITrialTrainer Trainer { get; init; } = new TrialTrainer();

    /// <summary>Told of everything, from the slots' threads; notices go to the log when null.</summary>
    public ISweepObserver? Observer { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where logs go; nowhere unless said.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}
