namespace DropoutSweep.Figures.Geometry;

/// <summary>Steps that people count in.</summary>
internal static class TickSteps
{
    /// <summary>The least of 1, 2 and 5 times a power of ten that covers a span in at most so many steps, and its decimals.</summary>
    /// <param name="span">Greater than 0.</param>
    /// <param name="most">Most steps, at least 1.</param>
    public static (double Step, int Decimals) Decimal(double span, int most)
    {
        var raw = span / most;

        // Powers by decimals, not by logarithms: 10^-n is then the double nearest to it on every platform.
        var power = 0;
        while (power < 300 && Power(power + 1) <= raw)
        {
            power++;
        }

        while (power > -300 && Power(power) > raw)
        {
            power--;
        }

        foreach (var factor in (ReadOnlySpan<int>)[1, 2, 5])
        {
            if (factor * Power(power) >= raw * (1 - 1e-9))
            {
                return (factor * Power(power), Math.Max(0, -power));
            }
        }

        return (Power(power + 1), Math.Max(0, -power - 1));
    }

    private static double Power(int exponent) =>
        double.Parse(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"1e{exponent}"), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
}
