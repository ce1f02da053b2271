using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Sweeps.Analysis;

/// <summary>The aggregated results of a sweep; made by <c>SweepSummarizer</c>, independent of the order in which trials ended.</summary>
public sealed record SweepSummary
{
    /// <summary>What the sweep optimises.</summary>
    public required ObjectiveOptions Objective { get; init; }

    /// <summary>Configurations, the best mean objective first, by number on ties; those without a completed trial last.</summary>
    public required IReadOnlyList<ConfigurationSummary> Configurations { get; init; }

    /// <summary>Trials completed.</summary>
    public required int Completed { get; init; }

    /// <summary>Trials failed by their own doing.</summary>
    public required int Failed { get; init; }

    /// <summary>Trials that have neither completed nor failed: those of the next four.</summary>
    public required int Pending { get; init; }

    /// <summary>Trials that were stopped early.</summary>
    public required int StoppedEarly { get; init; }

    /// <summary>Trials that were cancelled.</summary>
    public required int Cancelled { get; init; }

    /// <summary>Trials that may still run.</summary>
    public required int Open { get; init; }

    /// <summary>Trials that the sweep's budget of trials or epochs never reaches.</summary>
    public int BeyondBudget => Pending - StoppedEarly - Cancelled - Open;

    /// <summary>The completed trial with the best objective, the lowest number on ties; null when none completed.</summary>
    public int? BestTrial { get; init; }

    /// <summary>How optimistic picking the configuration on test would have been; null when none completed.</summary>
    public SelectionOptimism? Selection { get; init; }
}
