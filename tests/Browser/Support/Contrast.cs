using System.Globalization;

namespace DropoutSweep.Browser.Support;

/// <summary>The contrast of two colours as WCAG 2.2 defines it: 1 to 21.</summary>
internal static class Contrast
{
    /// <summary>The ratio of two colours such as <c>rgb(27, 31, 36)</c>.</summary>
    public static double Of(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color)
    {
        double[] parts = [.. color[(color.IndexOf('(', StringComparison.Ordinal) + 1)..^1].Split(',').Take(3).Select(part => Linear(double.Parse(part, CultureInfo.InvariantCulture) / 255))];
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
}
