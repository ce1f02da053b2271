using DropoutSweep.Figures.Drawing;
using DropoutSweep.Figures.Geometry;
using DropoutSweep.Figures.Text;
using DropoutSweep.Figures.Theme;

namespace DropoutSweep.Figures.RateCurves;

/// <summary>Where curves over the rate stand.</summary>
internal sealed class RateCurvesLayout
{
    /// <summary>The height of the figure's body.</summary>
    public const double Height = 380;

    /// <summary>Dots beyond this number are drawn without words of their own.</summary>
    private const int MostTitledDots = 300;

    private const double IntervalShare = 0.5;
    private const double MostDodge = 12;
    private const double DodgedShare = 0.7;
    private const int MostBands = 6;
    private const double MostTicks = 12;

    private readonly IScale _x;
    private readonly LinearScale _y;
    private readonly int _series;
    private readonly double _dodge;

    /// <summary>Lays the curves out.</summary>
    public RateCurvesLayout(RateCurvesData data)
    {
        RatePoint[] points = [.. data.Curves.SelectMany(curve => curve.Points)];
        _series = data.Curves.Count;
        (_y, Reaches) = ValueScale(points, data);
        var left = FigureTheme.Margin + LeftAxis.Room(_y.Ticks);
        Area = new PlotArea(left, LeftAxis.Height, FigureTheme.Width - left - FigureTheme.Margin, Height - LeftAxis.Height - BottomAxis.Height - 8);
        (_x, XTicks) = RateScale(data, points);
        _dodge = _series < 2 ? 0 : Math.Min(MostDodge, Spacing(points) * DodgedShare / _series);
        HasBands = data.Axis.Categories is null && _series <= MostBands && points.Select(point => point.Place).Distinct().Count() > 2;
        Radius = _series > 3 ? 3.8 : 4.5;
        TitledDots = points.Sum(point => point.Replicates.Count) <= MostTitledDots;
    }

    /// <summary>The plot.</summary>
    public PlotArea Area { get; }

    /// <summary>Ticks of the rate.</summary>
    public IReadOnlyList<Tick> XTicks { get; }

    /// <summary>Ticks of the value.</summary>
    public IReadOnlyList<Tick> YTicks => _y.Ticks;

    /// <summary>Whether an interval reaches beyond the plot.</summary>
    public bool Reaches { get; }

    /// <summary>Whether intervals make bands; of many series, or over two places or less, they would cover everything.</summary>
    public bool HasBands { get; }

    /// <summary>Half a mark's size.</summary>
    public double Radius { get; }

    /// <summary>Whether each trial's dot has words of its own.</summary>
    public bool TitledDots { get; }

    /// <summary>A point's place; series stand side by side by a little, so that none hides another.</summary>
    public double X(int series, RatePoint point) => _x.Map(point.Place) + ((series - ((_series - 1) / 2.0)) * _dodge);

    /// <summary>Where a point's seeds stand: beside its mark, as far as the next series allows.</summary>
    public double DotX(int series, RatePoint point) => X(series, point) + (_series < 2 ? 7 : Math.Clamp(_dodge / 2, 3, 6));

    /// <summary>A value's place, held within the plot.</summary>
    public double Y(double value) => Area.ClampY(_y.Map(value));

    /// <summary>Stretches of neighbouring points that have intervals.</summary>
    public IEnumerable<IReadOnlyList<(double X, double Low, double High)>> Bands(int series, RateCurve curve)
    {
        var band = new List<(double X, double Low, double High)>();
        foreach (var point in curve.Points)
        {
            if (point.Estimate.HalfWidth is { } half)
            {
                band.Add((X(series, point), Y(point.Estimate.Mean - half), Y(point.Estimate.Mean + half)));
            }
            else if (band.Count > 0)
            {
                yield return band.ToArray();
                band.Clear();
            }
        }

        if (band.Count > 0)
        {
            yield return band;
        }
    }

    /// <summary>The least distance between two places that hold points.</summary>
    private double Spacing(RatePoint[] points)
    {
        double[] places = [.. points.Select(point => _x.Map(point.Place)).Distinct().Order()];
        return places.Length < 2 ? Area.Width / 2 : places.Zip(places.Skip(1), (one, next) => next - one).Min();
    }

    private static (LinearScale Scale, bool Reaches) ValueScale(RatePoint[] points, RateCurvesData data)
    {
        var range = IntervalRange.Of(points.SelectMany(point => point.Replicates.Append(point.Estimate.Mean)), [.. points.Select(point => point.Estimate)], IntervalShare);
        var (bottom, top) = (Math.Max(range.Low, data.Floor ?? range.Low), Math.Min(range.High, data.Ceiling ?? range.High));
        var scale = LinearScale.Nice(bottom, top, Height - BottomAxis.Height - 8, LeftAxis.Height, 6);
        return (scale, (range.Lowest < scale.Min && !(data.Floor >= scale.Min)) || (range.Highest > scale.Max && !(data.Ceiling <= scale.Max)));
    }

    private (IScale Scale, IReadOnlyList<Tick> Ticks) RateScale(RateCurvesData data, RatePoint[] points)
    {
        if (data.Axis.Categories is { } categories)
        {
            var bands = new BandScale(categories, Area.Left, Area.Right);
            return (bands, bands.Ticks);
        }

        double[] places = [.. points.Select(point => point.Place).Distinct().Order()];
        var span = places[^1] - places[0];
        // Room at both ends for half of the series and their seeds, which stand side by side.
        var room = 14 + (MostDodge * (_series - 1) / 2.0);
        var around = span > 0 ? span * room / (Area.Width - (2 * room)) : 0.1;
        var scale = LinearScale.Exact(places[0] - around, places[^1] + around, Area.Left, Area.Right, 8);
        return (scale, places.Length > MostTicks ? scale.Ticks : [.. places.Select(place => new Tick(scale.Map(place), FigureNumber.Short(place)))]);
    }
}
