namespace DropoutSweep.Training.Inspection;

/// <summary>Counts in bins of equal width; bin i holds [Low + i·Width, Low + (i + 1)·Width), the last one its upper edge too.</summary>
/// <param name="Low">Lower edge of the first bin.</param>
/// <param name="Width">Width of a bin, a round number.</param>
/// <param name="Counts">Values in each bin.</param>
public sealed record Histogram(double Low, double Width, long[] Counts)
{
    /// <summary>Upper edge of the last bin.</summary>
    public double High => Low + (Width * Counts.Length);
}
