using DropoutSweep.Figures.Geometry;
using DropoutSweep.Figures.Text;
using DropoutSweep.Figures.Theme;

namespace DropoutSweep.Figures.Timeline;

/// <summary>Where attempts stand on the timeline.</summary>
internal sealed class TimelineLayout
{
    private const int MostTitled = 500;
    private const double SiloRow = 18;
    private const double SiloGap = 8;
    private const double MostHeight = 420;
    private const double HighRow = 18;
    private const double LowRow = 5;
    private const double NarrowestGap = 0.4;

    private readonly TimeScale _x;
    private readonly double[] _tops;
    private readonly double _row;
    private readonly IReadOnlyList<TimelineBar> _bars;

    /// <summary>Lays the attempts out.</summary>
    public TimelineLayout(TrialTimelineData data)
    {
        _bars = data.Bars;
        IsDense = data.Bars.Count > MostTitled;
        var silos = data.Rows.Select(row => row.Silo).Distinct(StringComparer.Ordinal).Count();
        _row = Math.Clamp((MostHeight - (silos * (SiloRow + SiloGap))) / data.Rows.Count, LowRow, HighRow);
        var room = data.Rows.Max(row => FigureText.Width(SlotName(row), FigureTheme.SmallSize)) + 8;
        var left = FigureTheme.Margin + room;
        _tops = new double[data.Rows.Count];
        var labels = new List<(double Y, string Text, bool IsSilo)>();
        var top = 4.0;
        for (var row = 0; row < _tops.Length; row++)
        {
            if (row == 0 || !string.Equals(data.Rows[row].Silo, data.Rows[row - 1].Silo, StringComparison.Ordinal))
            {
                top += row == 0 ? 0 : SiloGap;
                labels.Add((top + 12, FigureText.AbridgeName(data.Rows[row].Silo, FigureTheme.SmallSize, FigureTheme.Width - (2 * FigureTheme.Margin), bold: true), true));
                top += SiloRow;
            }

            _tops[row] = top;
            if (_row >= 14)
            {
                labels.Add((top + (_row / 2) + 4, SlotName(data.Rows[row]), false));
            }

            top += _row;
        }

        Labels = labels;
        Area = new PlotArea(left, 0, FigureTheme.Width - left - FigureTheme.Margin, top + 4);
        _x = new TimeScale(data.Seconds, Area.Left, Area.Right, 7);
        Outcomes = [.. data.Bars.Select(bar => bar.Outcome).Distinct().Order()];
        Retries = IsDense ? [] : [.. data.Bars.Where(bar => bar.IsRetry).Select(Box)];
    }

    /// <summary>The plot.</summary>
    public PlotArea Area { get; }

    /// <summary>Ticks of time.</summary>
    public IReadOnlyList<Tick> Ticks => _x.Ticks;

    /// <summary>Names of silos and slots.</summary>
    public IReadOnlyList<(double Y, string Text, bool IsSilo)> Labels { get; }

    /// <summary>Whether there are so many attempts that they are drawn together, without words of their own.</summary>
    public bool IsDense { get; }

    /// <summary>The outcomes there are, in the order in which they are drawn.</summary>
    public IReadOnlyList<TimelineOutcome> Outcomes { get; }

    /// <summary>The bars of retries.</summary>
    public IReadOnlyList<(double X, double Y, double Width, double Height)> Retries { get; }

    /// <summary>The class that sets an outcome's colour.</summary>
    public static string ClassOf(TimelineOutcome outcome) => outcome switch
    {
        TimelineOutcome.Running => "f-s5",
        TimelineOutcome.Completed => "f-s0",
        TimelineOutcome.Failed => "f-bad",
        TimelineOutcome.Lost => "f-s4",
        _ => "f-quiet",
    };

    /// <summary>How strongly an outcome is filled: what went well stays in the background.</summary>
    public static string OpacityOf(TimelineOutcome outcome) => outcome == TimelineOutcome.Completed ? "0.55" : outcome == TimelineOutcome.Running ? "0.8" : "1";

    /// <summary>An outcome in words.</summary>
    public static string NameOf(TimelineOutcome outcome) => outcome switch
    {
        TimelineOutcome.Running => "running",
        TimelineOutcome.Completed => "completed",
        TimelineOutcome.Failed => "failed",
        TimelineOutcome.Lost => "lost with its silo",
        _ => "released or cancelled",
    };

    /// <summary>An attempt's rectangle; at least a line wide, so that none vanishes.</summary>
    public (double X, double Y, double Width, double Height) Box(TimelineBar bar)
    {
        var (from, to) = (_x.Map(bar.Start), _x.Map(bar.End));
        var gap = to - from > 3 ? 0.6 : 0;
        return (from, _tops[bar.Row] + 1, Math.Max(to - from - gap, 0.8), _row - 2);
    }

    /// <summary>The rectangles of an outcome; neighbours that no eye could part are one.</summary>
    public IEnumerable<(double X, double Y, double Width, double Height)> Merged(TimelineOutcome outcome)
    {
        (double X, double Y, double Width, double Height)? open = null;
        foreach (var bar in _bars.Where(bar => bar.Outcome == outcome))
        {
            var box = Box(bar);
            if (open is { } last && last.Y.Equals(box.Y) && box.X <= last.X + last.Width + NarrowestGap)
            {
                open = last with { Width = Math.Max(last.Width, box.X + box.Width - last.X) };
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = box;
        }

        if (open is { } end)
        {
            yield return end;
        }
    }

    private static string SlotName(TimelineRow row) => $"slot {row.Slot}";
}
