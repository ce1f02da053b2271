namespace DropoutSweep.Training.Inspection;

/// <summary>Bins whose edges are whole multiples of a width of 1, 2 or 5 times a power of ten, 20 to 50 of them.</summary>
/// <param name="Low">Lower edge of the first.</param>
/// <param name="Width">Their width.</param>
/// <param name="Count">How many.</param>
internal readonly record struct HistogramBins(double Low, double Width, int Count)
{
    private const int Most = 50;

    /// <summary>Bins that cover a range.</summary>
    public static HistogramBins Covering(double least, double greatest)
    {
        if (!(greatest > least))
        {
            // One value only, or none.
            greatest = least + 1;
        }

        for (var exponent = -30; exponent <= 30; exponent++)
        {
            foreach (var digit in Digits)
            {
                // A quotient by an exact power of ten gives 0.1, not 0.1 and a little.
                var power = PowerOfTen(Math.Abs(exponent));
                var width = exponent < 0 ? digit / power : digit * power;
                var first = Math.Floor(least / width);
                var count = Math.Ceiling(greatest / width) - first;
                if (count <= Most)
                {
                    return new HistogramBins(exponent < 0 ? first * digit / power : first * width, width, (int)Math.Max(1, count));
                }
            }
        }

        return new HistogramBins(least, (greatest - least) / Most, Most);
    }

    /// <summary>The bin of a value; values outside go to the first or the last.</summary>
    public int IndexOf(double value) => (int)Math.Clamp(Math.Floor((value - Low) / Width), 0, Count - 1);

    private static ReadOnlySpan<double> Digits => [1, 2, 5];

    private static double PowerOfTen(int exponent)
    {
        var power = 1.0;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
