using System.Runtime.CompilerServices;
using DropoutSweep.Training.Numerics;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Data.Digits;

/// <summary>Writes one digit: picks a glyph, displaces its points, slants, turns, scales, warps and places it, and draws it.</summary>
internal static class DigitWriter
{
    // Straight pieces that the curve between two points of an outline is drawn in.
    private const int Pieces = 4;

    // More than any glyph flattens to.
    private const int MostPoints = 128;

    private static readonly Vec GlyphCentre = new(8, 12);
    private static readonly Vec ImageCentre = new(DigitCanvas.Side / 2.0, DigitCanvas.Side / 2.0);

    /// <summary>Writes a digit into 28 × 28 pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(int digit, DigitShape shape, RandomSequence random, Span<byte> pixels)
    {
        var glyphs = GlyphOutlines.All[digit];
        var glyph = glyphs[random.NextInt32(glyphs.Count)];
        Span<Vec> points = stackalloc Vec[MostPoints];
        Span<int> ends = stackalloc int[glyph.Strokes.Length];
        var count = Flatten(glyph, shape.Jitter, ref random, points, ends);
        points = points[..count];
        Place(points, shape, ref random);

        Span<double> ink = stackalloc double[DigitCanvas.Side * DigitCanvas.Side];
        var canvas = new DigitCanvas(ink);
        var radius = shape.ThinnestRadius + ((shape.ThickestRadius - shape.ThinnestRadius) * random.NextDouble());
        var start = 0;
        foreach (var end in ends)
        {
            for (var i = start + 1; i < end; i++)
            {
                canvas.Draw(points[i - 1], points[i], radius);
            }

            start = end;
        }

        var brightness = shape.PalestInk + ((1 - shape.PalestInk) * random.NextDouble());
        canvas.Develop(pixels, brightness, shape.Noise, ref random);
    }

    // Curves through the displaced points (Catmull and Rom 1974), ends doubled; a point that strokes share moves with them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Flatten(Glyph glyph, double jitter, ref RandomSequence random, Span<Vec> points, Span<int> ends)
    {
        var count = 0;
        Span<Vec> moved = stackalloc Vec[16];
        Vec lastFrom = default;
        Vec lastTo = default;
        for (var s = 0; s < glyph.Strokes.Length; s++)
        {
            var outline = glyph.Strokes[s];
            var knots = moved[..outline.Length];
            for (var i = 0; i < knots.Length; i++)
            {
                knots[i] = outline[i] + new Vec(jitter * QuickNormal.Next(ref random), jitter * QuickNormal.Next(ref random));
            }

            if (s > 0 && outline[0] == lastFrom)
            {
                knots[0] = lastTo;
            }

            lastFrom = outline[^1];
            lastTo = knots[^1];
            for (var i = 0; i + 1 < knots.Length; i++)
            {
                var before = knots[Math.Max(i - 1, 0)];
                var after = knots[Math.Min(i + 2, knots.Length - 1)];
                for (var piece = 0; piece < Pieces; piece++)
                {
                    points[count++] = CatmullRom(before, knots[i], knots[i + 1], after, piece / (double)Pieces);
                }
            }

            points[count++] = lastTo;
            ends[s] = count;
        }

        return count;
    }

    private static Vec CatmullRom(Vec a, Vec b, Vec c, Vec d, double t)
    {
        var linear = t * (c - a);
        var quadratic = t * t * ((2.0 * a) - (5.0 * b) + (4.0 * c) - d);
        var cubic = t * t * t * ((3.0 * b) - a - (3.0 * c) + d);
        return b + (0.5 * (linear + quadratic + cubic));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Place(Span<Vec> points, DigitShape shape, ref RandomSequence random)
    {
        var width = shape.Scale * DeterministicMath.Exp(shape.ScaleSpread * QuickNormal.Next(ref random));
        var height = shape.Scale * DeterministicMath.Exp(shape.ScaleSpread * QuickNormal.Next(ref random));
        var slant = shape.Slant + (shape.SlantSpread * QuickNormal.Next(ref random));
        var angle = shape.Rotation * QuickNormal.Next(ref random);
        var cos = DeterministicMath.Cos(angle);
        var sin = DeterministicMath.Sin(angle);
        var field = new ElasticField(ref random, shape.Elastic);
        var least = new Vec(double.MaxValue, double.MaxValue);
        var most = new Vec(double.MinValue, double.MinValue);
        foreach (ref var point in points)
        {
            var p = point - GlyphCentre;
            var y = height * p.Y;
            var x = (width * p.X) - (slant * y);
            point = ImageCentre + new Vec((cos * x) - (sin * y), (sin * x) + (cos * y));
            point += field.At(point);
            least = new Vec(Math.Min(least.X, point.X), Math.Min(least.Y, point.Y));
            most = new Vec(Math.Max(most.X, point.X), Math.Max(most.Y, point.Y));
        }

        var move = ImageCentre - (0.5 * (least + most))
            + new Vec(shape.Shift * QuickNormal.Next(ref random), shape.Shift * QuickNormal.Next(ref random));
        foreach (ref var point in points)
        {
            point += move;
        }
    }
}
