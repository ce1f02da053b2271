using DropoutSweep.Figures.Drawing;
using DropoutSweep.Figures.Geometry;
using DropoutSweep.Figures.Text;
using DropoutSweep.Figures.Theme;
using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Figures.Pareto;

/// <summary>Where configurations stand between score and gap, and where there is room to name those of the front.</summary>
internal sealed class ParetoLayout
{
    /// <summary>The height of the figure's body.</summary>
    public const double Height = 400;

    private const double LabelWidth = 170;
    private const double IntervalShare = 0.15;
    private const int MostWhiskers = 60;
    private readonly LinearScale _x;
    private readonly LinearScale _y;

    /// <summary>Lays the points out.</summary>
    public ParetoLayout(AccuracyAgainstGapData data)
    {
        var bottom = Height - BottomAxis.Height - 8;
        var scores = Range(data, point => point.Score);
        var gaps = Range(data, point => point.Gap);
        _y = LinearScale.Nice(scores.Low, scores.High, bottom, LeftAxis.Height, 6);
        var left = FigureTheme.Margin + LeftAxis.Room(_y.Ticks);
        Area = new PlotArea(left, LeftAxis.Height, FigureTheme.Width - left - FigureTheme.Margin, bottom - LeftAxis.Height);
        _x = LinearScale.Nice(gaps.Low, gaps.High, Area.Left, Area.Right, 8);
        HasWhiskers = data.Points.Count <= MostWhiskers && data.Points.Any(point => point.Score.HalfWidth is not null);
        Reaches = HasWhiskers && (scores.Lowest < _y.Min || scores.Highest > _y.Max || gaps.Lowest < _x.Min || gaps.Highest > _x.Max);
        Front = [.. data.Points.Where(point => point.IsFront).OrderBy(point => point.Gap.Mean).Select(point => (X(point.Gap.Mean), Y(point.Score.Mean)))];
        Labels = [.. Place(data)];
    }

    /// <summary>The plot.</summary>
    public PlotArea Area { get; }

    /// <summary>Whether intervals are drawn; those of many configurations would cover everything.</summary>
    public bool HasWhiskers { get; }

    /// <summary>Whether an interval reaches beyond the plot.</summary>
    public bool Reaches { get; }

    /// <summary>Ticks of the gap.</summary>
    public IReadOnlyList<Tick> XTicks => _x.Ticks;

    /// <summary>Ticks of the score.</summary>
    public IReadOnlyList<Tick> YTicks => _y.Ticks;

    /// <summary>The front's points, from the smallest gap on.</summary>
    public IReadOnlyList<(double X, double Y)> Front { get; }

    /// <summary>Names that found room.</summary>
    public IReadOnlyList<(double X, double Y, string Text, string Anchor)> Labels { get; }

    /// <summary>A gap's place, held within the plot.</summary>
    public double X(double gap) => Math.Clamp(_x.Map(gap), Area.Left, Area.Right);

    /// <summary>A score's place, held within the plot.</summary>
    public double Y(double score) => Area.ClampY(_y.Map(score));

    private static IntervalRange Range(AccuracyAgainstGapData data, Func<ParetoPoint, Estimate> value)
    {
        Estimate[] estimates = [.. data.Points.Select(value)];
        return IntervalRange.Of(estimates.Select(estimate => estimate.Mean), estimates, IntervalShare);
    }

    private IEnumerable<(double X, double Y, string Text, string Anchor)> Place(AccuracyAgainstGapData data)
    {
        // Marks and words that stand already; a name takes the first place around its mark that is free, or none.
        var taken = data.Points.Select(point => (Left: X(point.Gap.Mean) - 6, Top: Y(point.Score.Mean) - 6, Right: X(point.Gap.Mean) + 6, Bottom: Y(point.Score.Mean) + 6)).ToList();
        var front = data.Points.Where(point => point.IsFront).OrderBy(point => point.Gap.Mean).ToList();

        // The ends first: they are what the caption speaks of.
        foreach (var point in front.OrderBy(point => point == front[0] || point == front[^1] ? 0 : 1))
        {
            var text = FigureText.AbridgeName(point.Name, FigureTheme.SmallSize, LabelWidth);
            var width = FigureText.Width(text, FigureTheme.SmallSize);
            var (x, y) = (X(point.Gap.Mean), Y(point.Score.Mean));
            foreach (var (dx, dy, right) in ((double, double, bool)[])[(9, 4, true), (-9, 4, false), (9, -9, true), (-9, -9, false), (9, 17, true), (-9, 17, false)])
            {
                var start = right ? x + dx : x + dx - width;
                var box = (Left: start, Top: y + dy - FigureTheme.SmallSize, Right: start + width, Bottom: y + dy + 4);
                if (box.Left >= Area.Left && box.Right <= Area.Right && box.Top >= Area.Top && box.Bottom <= Area.Bottom
                    && !taken.Exists(other => box.Left < other.Right && other.Left < box.Right && box.Top < other.Bottom && other.Top < box.Bottom))
                {
                    taken.Add(box);
                    yield return (x + dx, y + dy, text, right ? "start" : "end");
                    break;
                }
            }
        }
    }
}
