using DropoutSweep.Bench.Reports;

namespace DropoutSweep.Bench.Rows;

/// <summary>What a row must reach on one core; what is null is not asked for.</summary>
internal sealed record RowTarget
{
    /// <summary>Least share of the FMA peak, in percent.</summary>
    public int? PeakPercent { get; init; }

    /// <summary>How many times as fast as the peer, at least.</summary>
    public double? Ratio { get; init; }

    /// <summary>Greatest share of the time spent in evaluation, in percent.</summary>
    public int? EvaluationPercent { get; init; }

    /// <summary>The target for people.</summary>
    public override string ToString()
    {
        List<string> parts = [];
        if (PeakPercent is { } peak)
        {
            parts.Add($"≥ {peak} % of peak");
        }

        if (Ratio is { } ratio)
        {
            parts.Add($"≤ PyTorch / {ratio}");
        }

        if (EvaluationPercent is { } evaluation)
        {
            parts.Add($"evaluation ≤ {evaluation} %");
        }

        return string.Join(", ", parts);
    }

    /// <summary>Whether a result reaches all of it; null when a ratio is asked for and there was no peer, and all else is reached.</summary>
    public bool? Reached(RowResult result)
    {
        var ours = (PeakPercent is not { } peak || result.Alone.PeakShare * 100 >= peak)
            && (EvaluationPercent is not { } evaluation || result.Alone.EvaluationShare * 100 <= evaluation);
        if (!ours)
        {
            return false;
        }

        return Ratio is not { } ratio ? true : result.Alone.Ratio is { } measured ? measured >= ratio : null;
    }
}
