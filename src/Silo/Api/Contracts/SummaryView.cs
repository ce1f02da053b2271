using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>A sweep's results so far: means over replicates with 95 % intervals.</summary>
public sealed record SummaryView
{
    /// <summary>Number of the sweep's newest event when it was made; it is at least as new.</summary>
    public required long Sequence { get; init; }

    /// <summary>What the sweep optimises, on validation.</summary>
    public required ObjectiveMetric Metric { get; init; }

    /// <summary>Which epoch's model a trial is judged by.</summary>
    public required ObjectiveEpoch At { get; init; }

    /// <summary>Trials completed.</summary>
    public required int Completed { get; init; }

    /// <summary>Trials failed by their own doing.</summary>
    public required int Failed { get; init; }

    /// <summary>Trials without a result, of all that the specification has.</summary>
    public required int Pending { get; init; }

    /// <summary>The completed trial with the best objective; absent for none.</summary>
    public int? BestTrial { get; init; }

    /// <summary>Configurations, the best mean objective first; those without a completed trial last.</summary>
    public required IReadOnlyList<ConfigurationView> Configurations { get; init; }

    /// <summary>What the API shows of a summary.</summary>
    /// <param name="summary">The summary.</param>
    /// <param name="sequence">The sweep's newest event before the summary's trials were read.</param>
    public static SummaryView Of(SweepSummary summary, long sequence)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new SummaryView
        {
            Sequence = sequence,
            Metric = summary.Objective.Metric,
            At = summary.Objective.At,
            Completed = summary.Completed,
            Failed = summary.Failed,
            Pending = summary.Pending,
            BestTrial = summary.BestTrial,
            Configurations = [.. summary.Configurations.Select(ConfigurationView.Of)],
        };
    }
}
