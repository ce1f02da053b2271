using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Analysis;

/// <summary>Compares the configurations of a sweep with their twins without dropout.</summary>
internal static class TwinComparer
{
    private const double Significance = 0.05;

    /// <summary>Two pairs whose differences happen to be alike would pass for certainty.</summary>
    private const int LeastPairs = 3;

    private const double Tenth = 0.1;
    private const double Points = 100;

    /// <summary>The comparisons, by configuration number.</summary>
    /// <param name="spec">The sweep.</param>
    /// <param name="results">A configuration's completed results by replicate; by configuration number, empty where there are none.</param>
    /// <param name="intervals">For the intervals of the differences.</param>
    public static IReadOnlyDictionary<int, TwinComparison> Compare(SweepSpec spec, Func<int, IReadOnlyDictionary<int, TrainingResult>> results, StudentIntervals intervals)
    {
        var regression = spec.IsRegression;
        var raw = new SortedDictionary<int, TwinComparison>();
        foreach (var (number, twin) in spec.Twins)
        {
            raw[number] = Compare(twin, results(number), results(twin), regression, intervals);
        }

        var tested = raw.Where(pair => pair.Value.P is not null).Select(pair => pair.Key).ToArray();
        var holm = PairedTest.Holm([.. tested.Select(number => raw[number].P!.Value)]);
        for (var i = 0; i < tested.Length; i++)
        {
            var comparison = raw[tested[i]];
            raw[tested[i]] = comparison with { HolmP = holm[i], Verdict = Verdict(comparison.Difference!.Mean, holm[i], regression) };
        }

        return raw;
    }

    private static TwinComparison Compare(int twin, IReadOnlyDictionary<int, TrainingResult> with, IReadOnlyDictionary<int, TrainingResult> without, bool regression, StudentIntervals intervals)
    {
        var differences = new List<double>();
        foreach (var (replicate, result) in with.OrderBy(pair => pair.Key))
        {
            if (without.TryGetValue(replicate, out var other) && Score(result, regression) is { } mine && Score(other, regression) is { } theirs)
            {
                differences.Add(mine - theirs);
            }
        }

        var estimate = intervals.Estimate([.. differences]);
        var deviation = estimate?.StandardDeviation;
        return new TwinComparison
        {
            Twin = twin,
            Pairs = differences.Count,
            Difference = estimate,
            P = differences.Count < LeastPairs || !double.IsFinite(deviation ?? double.NaN) ? null : PairedTest.P(estimate!),
            SeedsForTenth = regression || deviation is not { } scatter || !double.IsFinite(scatter) ? null : PairedTest.PairsFor(Tenth, scatter),
            Verdict = TwinVerdict.TooFewSeeds,
        };
    }

    private static double? Score(TrainingResult result, bool regression) => regression ? result.Test?.Loss : result.Test?.Accuracy * Points;

    private static TwinVerdict Verdict(double mean, double p, bool regression) =>
        p >= Significance ? TwinVerdict.NoDifference
        : mean > 0 != regression ? TwinVerdict.Helps
        : TwinVerdict.Hurts;
}
