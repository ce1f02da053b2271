namespace DropoutSweep.Sweeps.Specification;

/// <summary>How a sweep is carried out; nothing here changes a trial's result.</summary>
public sealed record SweepPolicy
{
    /// <summary>−100 to 100, default 0: sweeps of higher priority get free slots first.</summary>
    public int Priority { get; init; }

    /// <summary>Most trials at once over all silos, at least 1; null, the default, for no limit.</summary>
    public int? MaxConcurrent { get; init; }

    /// <summary>Models kept in the store, those of the best trials: 0 to 1,000, default 3.</summary>
    public int KeepModels { get; init; } = 3;

    /// <summary>Crashes of a silo's process after which a trial that it held at each of them fails: 1 to 100, default 3.</summary>
    public int MaxCrashes { get; init; } = 3;

    /// <summary>What the sweep may use up; no limit unless said.</summary>
    public SweepBudget Budget { get; init; } = new();
}
