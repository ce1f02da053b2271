using DropoutSweep.Figures.Text;

namespace DropoutSweep.Figures.Geometry;

/// <summary>A scale of time since a beginning, in seconds, with ticks in units that clocks have.</summary>
public sealed class TimeScale : IScale
{
    private const double Minute = 60;
    private const double Hour = 3600;
    private const double Day = 86400;

    private static readonly double[] s_steps =
    [
        1, 2, 5, 10, 15, 30,
        Minute, 2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, 30 * Minute,
        Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour,
        Day, 2 * Day, 7 * Day, 14 * Day, 28 * Day,
    ];

    private readonly double _end;
    private readonly double _from;
    private readonly double _to;

    /// <summary>A scale from 0 to a number of seconds.</summary>
    /// <param name="end">The greatest value; less than a millisecond counts as one.</param>
    /// <param name="from">Where the axis begins, in the figure's units.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="steps">Most steps between ticks, at least 1.</param>
    public TimeScale(double end, double from, double to, int steps)
    {
        (_end, _from, _to) = (Math.Max(end, 0.001), from, to);
        var (step, decimals) = TickSteps.Decimal(_end, steps);
        if (step >= 1)
        {
            decimals = 0;
            step = s_steps.FirstOrDefault(one => _end / one <= steps, Day * TickSteps.Decimal(_end / Day, steps).Step);
        }

        var (unit, name) = step switch
        {
            < Minute => (1.0, "s"),
            < Hour => (Minute, "min"),
            < Day => (Hour, "h"),
            _ => (Day, "d"),
        };
        var ticks = new List<Tick>();
        for (var number = 0; number * step <= _end * (1 + 1e-9); number++)
        {
            var text = number == 0 ? "0" : $"{FigureNumber.Fixed(number * step / unit, decimals)} {name}";
            ticks.Add(new Tick(Map(number * step), text));
        }

        Ticks = ticks;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <inheritdoc/>
    public double Map(double value) => _from + (value / _end * (_to - _from));
}
