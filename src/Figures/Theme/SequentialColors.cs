namespace DropoutSweep.Figures.Theme;

/// <summary>
/// A scale of colours for values from low to high: cividis (Nuñez, Anderton and Renslow 2018), perceptually uniform
/// and alike for eyes with and without red and green; between its control points straight lines in sRGB.
/// </summary>
internal static class SequentialColors
{
    private static readonly (int R, int G, int B)[] s_points =
    [
        (0, 34, 78), (18, 53, 112), (59, 73, 108), (87, 93, 109), (112, 113, 115),
        (138, 134, 120), (165, 156, 116), (195, 179, 105), (225, 204, 85), (254, 232, 56),
    ];

    /// <summary>The colour of a value and the ink that can be read on it, both as <c>#rrggbb</c>.</summary>
    /// <param name="share">The value's place between lowest and highest, in [0, 1].</param>
    public static (string Fill, string Ink) Of(double share)
    {
        var place = Math.Clamp(share, 0, 1) * (s_points.Length - 1);
        var lower = Math.Min((int)place, s_points.Length - 2);
        var part = place - lower;
        var (a, b) = (s_points[lower], s_points[lower + 1]);
        var (red, green, blue) = (Mix(a.R, b.R, part), Mix(a.G, b.G, part), Mix(a.B, b.B, part));
        return (FormattableString.Invariant($"#{red:x2}{green:x2}{blue:x2}"), Luminance(red, green, blue) > 0.18 ? "#000000" : "#ffffff");
    }

    /// <summary>Relative luminance as WCAG 2 defines it, in [0, 1].</summary>
    internal static double Luminance(int red, int green, int blue) => (0.2126 * Linear(red)) + (0.7152 * Linear(green)) + (0.0722 * Linear(blue));

    private static double Linear(int channel)
    {
        var value = channel / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static int Mix(int from, int to, double part) => (int)Math.Round(from + ((to - from) * part));
}
