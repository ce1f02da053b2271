using System.Text;
using DropoutSweep.Figures.Text;

namespace DropoutSweep.Figures.Models;

/// <summary>
/// Images as SVG: pixels of equal strength are one path of horizontal strokes, so that a digit takes two kilobytes and follows
/// the reader's theme.
/// </summary>
public static class PixelLayers
{
    private const int GrayLevels = 8;
    private const int SignedLevels = 5;

    /// <summary>The class of the colour of positive values. That of a series, which dark paper lifts: weak cells stay visible on it.</summary>
    public const string Positive = "f-s0";

    /// <summary>The class of the colour of negative values.</summary>
    public const string Negative = "f-s1";

    /// <summary>Brightness in the colour of ink: 0 is paper.</summary>
    /// <param name="pixels">Brightness, row after row.</param>
    /// <param name="width">Pixels in a row.</param>
    public static IReadOnlyList<PixelLayer> Gray(ReadOnlySpan<byte> pixels, int width)
    {
        var levels = new int[pixels.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = ((pixels[i] * GrayLevels) + (byte.MaxValue / 2)) / byte.MaxValue;
        }

        return Layers(levels, width, GrayLevels, "f-ink", "f-ink");
    }

    /// <summary>Values in two colours: positive and negative, 0 is paper. What is smaller than a tenth of the limit is 0.</summary>
    /// <param name="values">The values, row after row; what is not finite counts as 0.</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="limit">The magnitude that is drawn in full.</param>
    public static IReadOnlyList<PixelLayer> Signed(ReadOnlySpan<float> values, int width, double limit)
    {
        var levels = new int[values.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = float.IsFinite(values[i]) && limit > 0 ? (int)Math.Clamp(Math.Round(values[i] / limit * SignedLevels, MidpointRounding.AwayFromZero), -SignedLevels, SignedLevels) : 0;
        }

        return Layers(levels, width, SignedLevels, Positive, Negative);
    }

    private static List<PixelLayer> Layers(int[] levels, int width, int most, string positive, string negative)
    {
        var layers = new List<PixelLayer>();
        for (var level = -most; level <= most; level++)
        {
            if (level != 0 && Runs(levels, width, level) is { Length: > 0 } path)
            {
                layers.Add(new PixelLayer(level > 0 ? positive : negative, FigureNumber.Short(Math.Round((double)Math.Abs(level) / most, 3)), path));
            }
        }

        return layers;
    }

    private static string Runs(int[] levels, int width, int level)
    {
        var text = new StringBuilder();
        for (var start = 0; start < levels.Length;)
        {
            var end = start + 1;
            if (levels[start] == level)
            {
                while (end < levels.Length && end % width != 0 && levels[end] == level)
                {
                    end++;
                }

                text.Append('M').Append(start % width).Append(' ').Append(start / width).Append('h').Append(end - start);
            }

            start = end;
        }

        return text.ToString();
    }
}
