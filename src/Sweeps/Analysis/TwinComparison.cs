namespace DropoutSweep.Sweeps.Analysis;

/// <summary>
/// A configuration against its twin without dropout, seed by seed: test accuracy in percentage points, or test loss
/// for regression. Paired, because the seeds' scatter that both share then cancels.
/// </summary>
public sealed record TwinComparison
{
    /// <summary>The greatest number of seeds that <see cref="SeedsForTenth"/> tells apart: it means so many or more.</summary>
    public const int MostSeeds = 100_000;

    /// <summary>The twin's configuration.</summary>
    public required int Twin { get; init; }

    /// <summary>Seeds that both have completed.</summary>
    public required int Pairs { get; init; }

    /// <summary>
    /// Mean of (with dropout − without) with its 95 % interval: points of test accuracy, or test loss; null without a pair.
    /// </summary>
    public Estimate? Difference { get; init; }

    /// <summary>Two-sided p value of the paired t test; null for fewer than three pairs.</summary>
    public double? P { get; init; }

    /// <summary>The same, corrected by Holm (1979) for all comparisons of the sweep.</summary>
    public double? HolmP { get; init; }

    /// <summary>What it shows, at <see cref="HolmP"/> below 0.05.</summary>
    public required TwinVerdict Verdict { get; init; }

    /// <summary>
    /// Seeds that it would take to see a difference of 0.1 points four times in five (two-sided 5 %), at the scatter
    /// of the differences seen, <see cref="MostSeeds"/> at the most; null for regression and for fewer than two pairs.
    /// </summary>
    public int? SeedsForTenth { get; init; }

    /// <summary>
    /// Whether <see cref="Difference"/>'s interval, which is that of this comparison alone, leaves 0 out, so that it is only the
    /// correction for all comparisons that makes it no difference.
    /// </summary>
    public bool IsOnlyCorrected => Verdict == TwinVerdict.NoDifference && Difference is { HalfWidth: { } half, Mean: var mean } && Math.Abs(mean) > half;
}
