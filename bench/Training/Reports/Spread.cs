namespace DropoutSweep.Bench.Reports;

/// <summary>A measured time over several runs, in microseconds of a unit.</summary>
/// <param name="Median">The median.</param>
/// <param name="Lower">The lower quartile.</param>
/// <param name="Upper">The upper quartile.</param>
/// <param name="Runs">How many runs.</param>
internal sealed record Spread(double Median, double Lower, double Upper, int Runs)
{
    /// <summary>Of some values, at least one.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(Quantile(sorted, 0.5), Quantile(sorted, 0.25), Quantile(sorted, 0.75), sorted.Length);
    }

    // Linear between the two values that the quantile lies between.
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
