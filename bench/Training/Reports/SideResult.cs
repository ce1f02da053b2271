namespace DropoutSweep.Bench.Reports;

/// <summary>A row measured with one trial alone, or with one on each of two cores.</summary>
internal sealed record SideResult
{
    /// <summary>Trials at once.</summary>
    public required int Trials { get; init; }

    /// <summary>This program's time of a unit; with several trials the mean over them.</summary>
    public required Spread Ours { get; init; }

    /// <summary>The peer's, when there was one.</summary>
    public Spread? Peer { get; init; }

    /// <summary>The FMA peak of as many cores, measured among the runs: GFLOP/s.</summary>
    public required double Peak { get; init; }

    /// <summary>This program's rate over all trials: GFLOP/s.</summary>
    public required double Rate { get; init; }

    /// <summary>Share of this program's time that was evaluation.</summary>
    public double EvaluationShare { get; init; }

    /// <summary>Share of the peak.</summary>
    public double PeakShare => Rate / Peak;

    /// <summary>How many times as fast as the peer; null without one.</summary>
    public double? Ratio => Peer?.Median / Ours.Median;
}
