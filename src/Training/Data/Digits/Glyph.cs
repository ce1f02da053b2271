using System.Globalization;

namespace DropoutSweep.Training.Data.Digits;

/// <summary>One way to write a digit: strokes, each a smooth curve through its points. A corner is where two strokes share a point.</summary>
internal sealed class Glyph
{
    private readonly Vec[][] _strokes;

    /// <summary>A glyph of strokes written as "x,y x,y …", in a box about 16 wide and 24 high.</summary>
    public Glyph(params ReadOnlySpan<string> strokes)
    {
        _strokes = new Vec[strokes.Length][];
        for (var i = 0; i < strokes.Length; i++)
        {
            _strokes[i] = [.. strokes[i].Split(' ').Select(Parse)];
        }
    }

    /// <summary>The strokes' points.</summary>
    public ReadOnlySpan<Vec[]> Strokes => _strokes;

    private static Vec Parse(string point)
    {
        var comma = point.IndexOf(',', StringComparison.Ordinal);
        return new Vec(double.Parse(point.AsSpan(0, comma), CultureInfo.InvariantCulture), double.Parse(point.AsSpan(comma + 1), CultureInfo.InvariantCulture));
    }
}
