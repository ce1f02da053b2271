using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Data.Digits;

/// <summary>A 28 × 28 image that strokes are drawn on: each pixel keeps how much ink covers it.</summary>
internal readonly ref struct DigitCanvas
{
    /// <summary>Width and height in pixels.</summary>
    public const int Side = 28;

    private const int Lanes = 4;

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
        var centres = Vector256.Create(0.5, 1.5, 2.5, 3.5);
        for (var row = top; row <= bottom; row++)
        {
            var below = row + 0.5 - from.Y;
            var inkOfRow = _ink.Slice(row * Side, Side);

            // Four pixels side by side; those before the first one and after the last are out of the line's reach.
            for (var column = left & ~(Lanes - 1); column <= right; column += Lanes)
            {
                var x = Vector256.Create((double)column) + centres - Vector256.Create(from.X);
                var y = Vector256.Create(below);
                var t = ((x * along.X) + (y * along.Y)) * inverse;
                t = Vector256.MinNative(Vector256.MaxNative(t, Vector256<double>.Zero), Vector256<double>.One);
                x -= t * along.X;
                y -= t * along.Y;
                var distance = (x * x) + (y * y);
                var covered = Vector256.MinNative(Vector256.Create(reach) - Vector256.Sqrt(distance), Vector256<double>.One);
                var ink = Vector256.Create<double>(inkOfRow.Slice(column, Lanes));
                var darker = Vector256.MaxNative(ink, covered);
                Vector256.ConditionalSelect(Vector256.LessThan(distance, Vector256.Create(reach * reach)), darker, ink).CopyTo(inkOfRow.Slice(column, Lanes));
            }
        }
    }

    /// <summary>Turns ink into grey values, with noise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Develop(Span<byte> pixels, double brightness, double noise, ref RandomSequence random)
    {
        Span<uint> words = stackalloc uint[Side * Side];
        words = words[..pixels.Length];
        random.Fill(words);
        var covered = _ink[..pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var value = (brightness * covered[i]) + (noise * QuickNormal.Of(words[i]));
            pixels[i] = (byte)((Math.Min(Math.Max(value, 0), 1) * 255) + 0.5);
        }
    }

    private static int First(double coordinate) => Math.Max((int)Math.Floor(coordinate - 0.5), 0);

    private static int Last(double coordinate) => Math.Min((int)Math.Ceiling(coordinate - 0.5), Side - 1);
}
