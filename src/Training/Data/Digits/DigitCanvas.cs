using System.Runtime.CompilerServices;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Data.Digits;

/// <summary>A 28 × 28 image that strokes are drawn on: each pixel keeps how much ink covers it.</summary>
internal readonly ref struct DigitCanvas
{
    /// <summary>Width and height in pixels.</summary>
    public const int Side = 28;

    private readonly Span<double> _ink;

    /// <summary>An empty image over given memory of <see cref="Side"/>² numbers.</summary>
    public DigitCanvas(Span<double> ink)
    {
        _ink = ink;
        _ink.Clear();
    }

    // Optimised at once here and below: the set is made in less time than tiered compilation takes to notice.
    /// <summary>Draws a line with round ends, its edge one pixel soft; where lines meet, the darker counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(Vec from, Vec to, double radius)
    {
        var reach = radius + 0.5;
        var left = First(Math.Min(from.X, to.X) - reach);
        var right = Last(Math.Max(from.X, to.X) + reach);
        var top = First(Math.Min(from.Y, to.Y) - reach);
        var bottom = Last(Math.Max(from.Y, to.Y) + reach);
        var along = to - from;
        var square = (along.X * along.X) + (along.Y * along.Y);
        var inverse = square > 0 ? 1 / square : 0;
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                var x = column + 0.5 - from.X;
                var y = row + 0.5 - from.Y;
                var t = Math.Min(Math.Max(((x * along.X) + (y * along.Y)) * inverse, 0), 1);
                x -= t * along.X;
                y -= t * along.Y;
                var distance = (x * x) + (y * y);
                if (distance < reach * reach)
                {
                    ref var ink = ref _ink[(row * Side) + column];
                    ink = Math.Max(ink, Math.Min(reach - Math.Sqrt(distance), 1));
                }
            }
        }
    }

    /// <summary>Turns ink into grey values, with noise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Develop(Span<byte> pixels, double brightness, double noise, ref RandomSequence random)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            var value = (brightness * _ink[i]) + (noise * QuickNormal.Next(ref random));
            pixels[i] = (byte)((Math.Min(Math.Max(value, 0), 1) * 255) + 0.5);
        }
    }

    private static int First(double coordinate) => Math.Max((int)Math.Floor(coordinate - 0.5), 0);

    private static int Last(double coordinate) => Math.Min((int)Math.Ceiling(coordinate - 0.5), Side - 1);
}
