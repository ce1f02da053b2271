using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Figures.Geometry;

/// <summary>The range of an axis for values with intervals.</summary>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Lowest">The lowest end of an interval; below <paramref name="Low"/> where intervals are cut.</param>
/// <param name="Highest">The highest end of an interval.</param>
internal readonly record struct IntervalRange(double Low, double High, double Lowest, double Highest)
{
    private const double LeastShare = 1e-3;

    /// <summary>
    /// All values, and intervals as far as they do not swallow them: those of two or three seeds can be many times
    /// wider than the data.
    /// </summary>
    /// <param name="values">What must be seen.</param>
    /// <param name="estimates">Means with their intervals.</param>
    /// <param name="share">How far intervals may reach beyond the values at each end, as a share of their range.</param>
    public static IntervalRange Of(IEnumerable<double> values, IReadOnlyCollection<Estimate> estimates, double share)
    {
        double[] seen = [.. values];
        var (low, high) = (seen.Min(), seen.Max());
        var around = Math.Max((high - low) * share, Math.Max(Math.Abs(low), Math.Abs(high)) * LeastShare);
        var lowest = Math.Min(low, estimates.Min(estimate => estimate.Mean - (estimate.HalfWidth ?? 0)));
        var highest = Math.Max(high, estimates.Max(estimate => estimate.Mean + (estimate.HalfWidth ?? 0)));
        return new IntervalRange(Math.Max(lowest, low - around), Math.Min(highest, high + around), lowest, highest);
    }
}
