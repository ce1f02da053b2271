using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Figures.Distributions;

/// <summary>A histogram in percent.</summary>
/// <param name="Low">Lower edge of the first bin.</param>
/// <param name="Width">Width of a bin.</param>
/// <param name="Percent">The share of each bin.</param>
public sealed record ShareCurve(double Low, double Width, IReadOnlyList<double> Percent)
{
    /// <summary>Upper edge of the last bin.</summary>
    public double High => Low + (Width * Percent.Count);

    /// <summary>The shares of a histogram's counts.</summary>
    public static ShareCurve Of(Histogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        var total = Math.Max(1.0, histogram.Counts.Sum());
        return new ShareCurve(histogram.Low, histogram.Width, [.. histogram.Counts.Select(count => 100 * count / total)]);
    }
}
