using DropoutSweep.Figures.Text;

namespace DropoutSweep.Figures.Geometry;

/// <summary>A scale on which equal ratios are equally long.</summary>
public sealed class LogScale : IScale
{
    private readonly double _min;
    private readonly double _max;
    private readonly double _from;
    private readonly double _to;

    /// <summary>A scale that ends at 1, 2 or 5 times a power of ten at or beyond the values given.</summary>
    /// <param name="min">The least value, greater than 0.</param>
    /// <param name="max">The greatest value, greater than 0.</param>
    /// <param name="from">Where the axis begins, in the figure's units.</param>
    /// <param name="to">Where it ends.</param>
    public LogScale(double min, double max, double from, double to)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(min);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        var marks = Marks(min, max);
        (_min, _max, _from, _to) = (Math.Log10(marks[0]), Math.Log10(marks[^1]), from, to);
        Ticks = [.. marks.Select(mark => new Tick(Map(mark), FigureNumber.Significant(mark, 1)))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <inheritdoc/>
    public double Map(double value) => _from + ((Math.Log10(value) - _min) / (_max - _min) * (_to - _from));

    private static List<double> Marks(double min, double max)
    {
        var marks = new List<double>();
        var power = 1.0;
        while (power > min)
        {
            power /= 10;
        }

        while (power * 10 <= min)
        {
            power *= 10;
        }

        // The greatest mark at or below the least value is the first; the least at or above the greatest is the last.
        for (; marks.Count == 0 || marks[^1] < max; power *= 10)
        {
            foreach (var factor in (ReadOnlySpan<int>)[1, 2, 5])
            {
                var mark = factor * power;
                if (mark <= min * (1 + 1e-9))
                {
                    marks.Clear();
                }

                if (marks.Count < 2 || marks[^1] < max * (1 - 1e-9))
                {
                    marks.Add(mark);
                }
            }
        }

        return marks;
    }
}
