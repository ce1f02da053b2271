using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Client.Runs;

/// <summary>
/// <c>summary.json</c>. Holds nothing that differs between two executions of the same sweep: no times, no
/// paths, no machine.
/// </summary>
internal sealed record RunSummary
{
    /// <summary>Version of this format.</summary>
    public int Format { get; init; } = 1;

    public required string Name { get; init; }

    public required string SpecificationHash { get; init; }

    public required RunSummaryDataset Dataset { get; init; }

    /// <summary>The metric, as the specification names it.</summary>
    public required string Objective { get; init; }

    /// <summary>Which epoch counts, as the specification names it.</summary>
    public required string At { get; init; }

    public required int Trials { get; init; }

    public required int Completed { get; init; }

    public required int Failed { get; init; }

    public required int Pending { get; init; }

    public RunSummaryBest? Best { get; init; }

    /// <summary>What picking the configuration on test would have gained.</summary>
    public SelectionOptimism? Selection { get; init; }

    public required IReadOnlyList<RunSummaryConfiguration> Configurations { get; init; }

    public required IReadOnlyList<RunSummaryFailure> Failures { get; init; }
}
