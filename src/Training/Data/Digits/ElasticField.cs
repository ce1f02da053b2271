using System.Runtime.CompilerServices;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Data.Digits;

/// <summary>
/// A smooth random displacement of the image plane: uniform cubic B-splines over random knots, in place of the
/// Gaussian-filtered field of Simard, Steinkraus and Platt 2003 (section 2), and cheaper.
/// </summary>
internal struct ElasticField
{
    private const int Knots = 6;
    private const double Spacing = 28.0 / (Knots - 3);

    private KnotValues _x;
    private KnotValues _y;

    /// <summary>A field whose knots have the given standard deviation, in pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ElasticField(ref RandomSequence random, double deviation)
    {
        for (var i = 0; i < Knots * Knots; i++)
        {
            _x[i] = deviation * QuickNormal.Next(ref random);
            _y[i] = deviation * QuickNormal.Next(ref random);
        }
    }

    /// <summary>The displacement at a point of the image, in pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly Vec At(Vec point)
    {
        Span<double> wx = stackalloc double[4];
        Span<double> wy = stackalloc double[4];
        var column = Weights(point.X, wx);
        var row = Weights(point.Y, wy);
        var x = 0.0;
        var y = 0.0;
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                var weight = wy[i] * wx[j];
                var knot = ((row + i) * Knots) + column + j;
                x += weight * _x[knot];
                y += weight * _y[knot];
            }
        }

        return new Vec(x, y);
    }

    // The four B-splines that reach a coordinate; beyond the image the field is that of its edge.
    private static int Weights(double coordinate, Span<double> weights)
    {
        var position = Math.Min(Math.Max(coordinate, 0), 28) / Spacing;
        var first = Math.Min((int)position, Knots - 4);
        var t = position - first;
        var u = 1 - t;
        weights[0] = u * u * u / 6;
        weights[1] = ((((3 * t) - 6) * t * t) + 4) / 6;
        weights[2] = ((((3 * u) - 6) * u * u) + 4) / 6;
        weights[3] = t * t * t / 6;
        return first;
    }

    [InlineArray(Knots * Knots)]
    private struct KnotValues
    {
        private double _first;
    }
}
