using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Engine;

/// <summary>What a silo works with, whatever its engine.</summary>
public sealed record SiloParts
{
    /// <summary>The store, opened.</summary>
    public required ISweepStore Store { get; init; }

    /// <summary>This silo, as others shall see it.</summary>
    public required SiloRecord Silo { get; init; }

    /// <summary>What trains a trial.</summary>
    public required ITrialTrainer Trainer { get; init; }

    /// <summary>Where data sets come from.</summary>
    public required IDatasetSource Datasets { get; init; }

    /// <summary>Leases and intervals.</summary>
    public required EngineOptions Options { get; init; }

    /// <summary>When checkpoints are saved.</summary>
    public required ExecutionOptions Execution { get; init; }

    /// <summary>Told of everything, from the slots' threads.</summary>
    public required ISweepObserver Observer { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
