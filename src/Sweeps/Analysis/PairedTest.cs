using MathNet.Numerics.Distributions;

namespace DropoutSweep.Sweeps.Analysis;

/// <summary>Student's t test on paired differences, Holm's correction, and how many pairs a difference would take.</summary>
internal static class PairedTest
{
    private const double Power = 0.8;
    private const double UpperTail = 0.975;

    /// <summary>The two-sided p value that the mean of differences is 0; 1 when all are 0, 0 when all are equal otherwise.</summary>
    /// <param name="differences">Their mean and deviation; at least two.</param>
    public static double P(Estimate differences)
    {
        var deviation = differences.StandardDeviation ?? throw new ArgumentException("A test takes at least two pairs.", nameof(differences));
        if (deviation == 0)
        {
            return differences.Mean == 0 ? 1 : 0;
        }

        var t = Math.Abs(differences.Mean) / (deviation / Math.Sqrt(differences.Count));

        // Through the incomplete beta function: 1 − CDF would cancel for large t.
        var freedom = differences.Count - 1.0;
        return MathNet.Numerics.SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + (t * t)));
    }

    /// <summary>
    /// Holm's step-down adjustment (Holm 1979): in ascending order the i-th of m values is multiplied by m − i + 1,
    /// never less than the one before, never more than 1.
    /// </summary>
    public static double[] Holm(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(index => values[index]).ToArray();
        var adjusted = new double[values.Count];
        var least = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            least = Math.Max(least, Math.Min(1, (order.Length - rank) * values[order[rank]]));
            adjusted[order[rank]] = least;
        }

        return adjusted;
    }

    /// <summary>
    /// The least n ≥ 2 with n ≥ ((t(0.975, n − 1) + t(0.8, n − 1)) · deviation / difference)²: pairs after which a
    /// two-sided test at 5 % sees the difference with a power of about 80 % (Chow, Shao and Wang 2008, section 3.1.1);
    /// <see cref="TwinComparison.MostSeeds"/> where it would take that many or more.
    /// </summary>
    public static int PairsFor(double difference, double deviation)
    {
        // The quantiles of t fall towards those of the normal distribution: no number below that one's answer will do.
        var normal = (Normal.InvCDF(0, 1, UpperTail) + Normal.InvCDF(0, 1, Power)) * deviation / difference;
        for (var pairs = (int)Math.Clamp(normal * normal, 2, TwinComparison.MostSeeds); pairs < TwinComparison.MostSeeds; pairs++)
        {
            var student = new StudentT(location: 0, scale: 1, pairs - 1);
            var reach = (student.InverseCumulativeDistribution(UpperTail) + student.InverseCumulativeDistribution(Power)) * deviation / difference;
            if (pairs >= reach * reach)
            {
                return pairs;
            }
        }

        return TwinComparison.MostSeeds;
    }
}
