using DropoutSweep.Client.Runs;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Client.Reports;

/// <summary>Everything that a report says.</summary>
internal sealed record ReportContent
{
    /// <summary>The sweep.</summary>
    public required SweepSpec Spec { get; init; }

    /// <summary>The data that it was trained on.</summary>
    public required RunSummaryDataset Dataset { get; init; }

    /// <summary>Its results.</summary>
    public required SweepSummary Summary { get; init; }

    /// <summary>The answer: two sentences with their numbers.</summary>
    public required IReadOnlyList<string> Answer { get; init; }

    /// <summary>What to be careful about, a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The sweep's figures that have something to show.</summary>
    public required IReadOnlyList<ReportFigure> SweepFigures { get; init; }

    /// <summary>The best model's figures that have something to show.</summary>
    public required IReadOnlyList<ReportFigure> ModelFigures { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>What has to be typed to make the sweep again.</summary>
    public required string Command { get; init; }
}
