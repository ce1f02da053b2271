using MathNet.Numerics.Distributions;

namespace DropoutSweep.Sweeps.Analysis;

/// <summary>
/// 95 % intervals of a mean by Student's t (Student 1908): half width = t(0.975, n − 1) · s / √n, where s is the
/// sample standard deviation. Keeps the quantiles it has computed; not for several threads at once.
/// </summary>
public sealed class StudentIntervals
{
    private const double UpperTail = 0.975;

    private readonly Dictionary<int, double> _quantiles = [];

    /// <summary>The mean of values with its uncertainty; null when there is none. The order of the values decides the last bits.</summary>
    public Estimate? Estimate(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return null;
        }

        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        var mean = sum / values.Length;
        if (values.Length == 1)
        {
            return new Estimate(1, mean, StandardDeviation: null, HalfWidth: null);
        }

        // Two passes: squares of deviations do not cancel.
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        var deviation = Math.Sqrt(squares / (values.Length - 1));
        return new Estimate(values.Length, mean, deviation, Quantile(values.Length - 1) * deviation / Math.Sqrt(values.Length));
    }

    /// <summary>The 97.5 % quantile of Student's t.</summary>
    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    public double Quantile(int freedom)
    {
        if (!_quantiles.TryGetValue(freedom, out var quantile))
        {
            // The library's search stops at about nine digits; one Newton step gives the rest.
            var student = new StudentT(location: 0, scale: 1, freedom);
            quantile = student.InverseCumulativeDistribution(UpperTail);
            quantile -= (student.CumulativeDistribution(quantile) - UpperTail) / student.Density(quantile);
            _quantiles.Add(freedom, quantile);
        }

        return quantile;
    }
}
