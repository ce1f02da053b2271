using System.Globalization;

namespace DropoutSweep.Sweeps.Analysis;

/// <summary>Comparisons with the twin in words.</summary>
public static class TwinText
{
    /// <summary>The verdict in a sentence's words, such as <c>helps by 0.21 ± 0.06 points</c>.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="regression">Whether differences are of test loss and not of points.</param>
    public static string Sentence(TwinComparison comparison, bool regression)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return comparison.Verdict switch
        {
            TwinVerdict.Helps => $"helps by {Size(comparison, regression)}",
            TwinVerdict.Hurts => $"hurts by {Size(comparison, regression)}",
            TwinVerdict.NoDifference when comparison.IsOnlyCorrected => "not significant once corrected for all comparisons",
            TwinVerdict.NoDifference => $"no difference that {comparison.Pairs} seeds can show",
            _ => comparison.Pairs switch
            {
                0 => "no seed has completed both",
                1 => "nothing that one seed can show",
                _ => $"nothing that {comparison.Pairs} seeds can show",
            },
        };
    }

    /// <summary>The difference with its sign and interval, then the verdict, and how many seeds would tell more.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="regression">Whether differences are of test loss and not of points.</param>
    public static string Line(TwinComparison comparison, bool regression)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        if (comparison.Difference is not { } difference)
        {
            return Sentence(comparison, regression);
        }

        var sign = difference.Mean < 0 ? "−" : "+";
        var half = difference.HalfWidth is { } width ? $" ± {Number(width, regression)}" : "";
        var verdict = comparison.Verdict switch
        {
            TwinVerdict.Helps => "helps",
            TwinVerdict.Hurts => "hurts",
            _ => Sentence(comparison, regression),
        };
        var seeds = comparison is { Verdict: TwinVerdict.NoDifference, SeedsForTenth: { } needed } && needed > comparison.Pairs
            ? $" (0.1 points would take {(needed < TwinComparison.MostSeeds ? "about" : "more than")} {needed.ToString("N0", CultureInfo.InvariantCulture)})"
            : "";
        return $"{sign}{Number(Math.Abs(difference.Mean), regression)}{half}, {verdict}{seeds}";
    }

    private static string Size(TwinComparison comparison, bool regression)
    {
        var difference = comparison.Difference!;
        var unit = regression ? "in test loss" : "points";
        return $"{Number(Math.Abs(difference.Mean), regression)} ± {Number(difference.HalfWidth ?? 0, regression)} {unit}";
    }

    private static string Number(double value, bool regression) => value.ToString(regression ? "G3" : "0.00", CultureInfo.InvariantCulture);
}
