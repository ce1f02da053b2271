using DropoutSweep.Figures.Geometry;
using DropoutSweep.Figures.Text;
using DropoutSweep.Figures.Theme;

namespace DropoutSweep.Figures.HeatMap;

/// <summary>Where a heat map's cells stand, and how strongly they are coloured.</summary>
internal sealed class HeatMapLayout
{
    private const double RowHeight = 40;
    private const double LowRowHeight = 26;
    private const double LeastLabel = 150;
    private const double MostLabel = 290;
    private const double LeastCell = 22;
    private const double MostCell = 110;
    private const double Strongest = 0.8;

    private readonly double _strongestDifference;
    private readonly (double Low, double High) _values;
    private readonly double _cell;

    /// <summary>Lays the cells out.</summary>
    public HeatMapLayout(RateHeatMapData data)
    {
        var room = Math.Clamp(FigureTheme.Width - (2 * FigureTheme.Margin) - 10 - (LeastCell * data.Columns.Count), LeastLabel, MostLabel);
        var label = Math.Min(room, data.Rows.Max(row => FigureText.Width(row, FigureTheme.TextSize)));
        Labels = [.. data.Rows.Select(row => FigureText.AbridgeName(row, FigureTheme.TextSize, label))];
        var left = FigureTheme.Margin + label + 10;
        _cell = Math.Min(MostCell, (FigureTheme.Width - FigureTheme.Margin - left) / data.Columns.Count);
        Size = [14, 12, 11, 10];
        var widest = data.Cells.SelectMany(cell => (string[])[cell.First, cell.Second]).OrderByDescending(text => FigureText.Width(text, 1)).FirstOrDefault() ?? string.Empty;
        TextSize = Size.FirstOrDefault(size => FigureText.Width(widest, size, bold: true) <= _cell - 6);
        Height = TextSize > 0 ? RowHeight : LowRowHeight;
        Area = new PlotArea(left, 26, _cell * data.Columns.Count, Height * data.Rows.Count);
        Columns = TickThinning.Across([.. data.Columns.Select((column, index) => new Tick(left + ((index + 0.5) * _cell), column))], FigureTheme.TextSize, left - 10, FigureTheme.Width);
        _strongestDifference = data.Cells.Max(cell => Math.Abs(cell.Difference ?? 0));
        var values = data.Cells.Where(cell => cell.Value is not null).Select(cell => cell.Value!.Value).ToArray();
        _values = (values.Min(), values.Max());
    }

    /// <summary>The cells' rectangle.</summary>
    public PlotArea Area { get; }

    /// <summary>The rows' names.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<Tick> Columns { get; }

    /// <summary>The size of the words in cells; 0 when they have no room.</summary>
    public double TextSize { get; }

    /// <summary>A row's height.</summary>
    public double Height { get; }

    /// <summary>The least and the greatest value.</summary>
    public (double Low, double High) Values => _values;

    private double[] Size { get; }

    /// <summary>A cell's rectangle, with a line's breadth left around it.</summary>
    public (double X, double Y, double Width, double Height) Box(HeatMapCell cell) =>
        (Area.Left + (cell.Column * _cell) + 1, Area.Top + (cell.Row * Height) + 1, _cell - 2, Height - 2);

    /// <summary>
    /// How strongly a significant difference is coloured, 0.15 to 0.8: over that the theme's ink could not be read on it.
    /// </summary>
    public string Strength(HeatMapCell cell) =>
        FormattableString.Invariant($"{Math.Round(0.15 + ((Strongest - 0.15) * Math.Abs(cell.Difference ?? 0) / Math.Max(_strongestDifference, double.Epsilon)), 2)}");

    /// <summary>A value's colour and the ink on it.</summary>
    public (string Fill, string Ink) Color(double value) =>
        SequentialColors.Of(_values.High > _values.Low ? (value - _values.Low) / (_values.High - _values.Low) : 0.5);
}
