using DropoutSweep.Figures.Text;

namespace DropoutSweep.Figures.Geometry;

/// <summary>A scale on which equal differences are equally long.</summary>
public sealed class LinearScale : IScale
{
    private readonly double _from;
    private readonly double _to;

    private LinearScale(double min, double max, double from, double to, IReadOnlyList<Tick> ticks)
    {
        (Min, Max, _from, _to) = (min, max, from, to);
        Ticks = ticks;
    }

    /// <summary>The least value of the axis.</summary>
    public double Min { get; }

    /// <summary>The greatest value of the axis.</summary>
    public double Max { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>A scale that ends at ticks at or beyond the values given.</summary>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value; a range without width is widened.</param>
    /// <param name="from">Where the axis begins, in the figure's units.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="steps">Most steps between ticks, at least 1.</param>
    /// <param name="whole">Whether only whole numbers make sense.</param>
    public static LinearScale Nice(double min, double max, double from, double to, int steps, bool whole = false)
    {
        (min, max) = Widened(min, max);
        var (step, decimals) = TickSteps.Decimal(max - min, steps);
        (step, decimals) = whole && step < 1 ? (1, 0) : (step, decimals);
        var first = Math.Floor((min / step) + 1e-9);
        var last = Math.Max(first + 1, Math.Ceiling((max / step) - 1e-9));
        return Create(first * step, last * step, from, to, step, decimals, first, last);
    }

    /// <summary>A scale over exactly the values given, with ticks at round numbers inside.</summary>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value; a range without width is widened.</param>
    /// <param name="from">Where the axis begins, in the figure's units.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="steps">Most steps between ticks, at least 1.</param>
    /// <param name="whole">Whether only whole numbers make sense.</param>
    public static LinearScale Exact(double min, double max, double from, double to, int steps, bool whole = false)
    {
        (min, max) = Widened(min, max);
        var (step, decimals) = TickSteps.Decimal(max - min, steps);
        (step, decimals) = whole && step < 1 ? (1, 0) : (step, decimals);
        return Create(min, max, from, to, step, decimals, Math.Ceiling((min / step) - 1e-9), Math.Floor((max / step) + 1e-9));
    }

    /// <inheritdoc/>
    public double Map(double value) => _from + ((value - Min) / (Max - Min) * (_to - _from));

    private static LinearScale Create(double min, double max, double from, double to, double step, int decimals, double first, double last)
    {
        var ticks = new List<Tick>();
        for (var number = first; number <= last; number++)
        {
            ticks.Add(new Tick(from + (((number * step) - min) / (max - min) * (to - from)), FigureNumber.Fixed(number * step, decimals)));
        }

        return new LinearScale(min, max, from, to, ticks);
    }

    private static (double Min, double Max) Widened(double min, double max)
    {
        var size = Math.Max(Math.Abs(min), Math.Abs(max));
        if (max - min > size * 1e-9)
        {
            return (min, max);
        }

        var around = Math.Max(size * 0.01, 1e-6);
        return (min - around, max + around);
    }
}
