using DropoutSweep.Figures.Text;
using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Figures.Measures;

/// <summary>Comparisons with the twin in words.</summary>
internal static class VerdictText
{
    /// <summary>What a comparison shows, such as <c>dropout helps by 0.21 ± 0.06 points</c>.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="regression">Whether it is one of losses.</param>
    public static string Of(TwinComparison comparison, bool regression) => comparison.Verdict switch
    {
        TwinVerdict.Helps => $"dropout helps by {Size(comparison, regression)}",
        TwinVerdict.Hurts => $"dropout hurts by {Size(comparison, regression)}",
        TwinVerdict.NoDifference when comparison.IsOnlyCorrected => "a difference that is not significant once corrected for all comparisons",
        TwinVerdict.NoDifference => $"no difference that {FigureNumber.Of(comparison.Pairs, "seed")} can show",
        _ => "too few seeds to tell a difference",
    };

    /// <summary>How many comparisons came out which way; empty when there is none.</summary>
    public static string Count(IEnumerable<ConfigurationSummary> configurations)
    {
        var verdicts = configurations.Select(one => one.Twin).OfType<TwinComparison>().GroupBy(twin => twin.Verdict).ToDictionary(group => group.Key, group => group.Count());
        if (verdicts.Count == 0)
        {
            return string.Empty;
        }

        var parts = new List<string>();
        Add(TwinVerdict.Helps, "shows that dropout helps", "show that dropout helps");
        Add(TwinVerdict.Hurts, "shows that it hurts", "show that it hurts");
        Add(TwinVerdict.NoDifference, "shows no significant difference", "show no significant difference");
        Add(TwinVerdict.TooFewSeeds, "has too few seeds", "have too few seeds");
        return $"Of {FigureNumber.Of(verdicts.Values.Sum(), "comparison")} with the twin without dropout (paired by seed, corrected after Holm), {string.Join(", ", parts)}.";

        void Add(TwinVerdict verdict, string one, string many)
        {
            if (verdicts.TryGetValue(verdict, out var count))
            {
                parts.Add($"{FigureNumber.Count(count)} {(count == 1 ? one : many)}");
            }
        }
    }

    private static string Size(TwinComparison comparison, bool regression)
    {
        var difference = comparison.Difference!;
        var size = Math.Abs(difference.Mean);
        var half = difference.HalfWidth ?? 0;
        return regression
            ? $"{FigureNumber.Significant(size, 3)} ± {FigureNumber.Significant(half, 2)}"
            : $"{FigureNumber.Fixed(size, 2)} ± {FigureNumber.Fixed(half, 2)} points";
    }
}
