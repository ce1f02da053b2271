using System.Globalization;
using System.Text;
using DropoutSweep.Bench.Rows;

namespace DropoutSweep.Bench.Reports;

/// <summary>
/// The roofline figure (Williams, Waterman and Patterson 2009): how fast one core could go at most, for so many
/// operations per byte moved, and how fast each row went. Both axes are logarithmic.
/// </summary>
internal sealed class RooflineFigure
{
    private const double Width = 920;
    private const double Height = 560;
    private const double Left = 70;
    private const double Right = 660;
    private const double Top = 56;
    private const double Bottom = 496;
    private const double LabelHeight = 17;
    private const double LabelLeft = Right + 46;
    private readonly BenchReport _report;
    private readonly StringBuilder _svg = new();
    private readonly double _lowX;
    private readonly double _highX;
    private readonly double _lowY;
    private readonly double _highY;

    private RooflineFigure(BenchReport report)
    {
        _report = report;
        // So far left that every level's line is seen.
        _lowX = Math.Min(report.Rows.Min(Intensity), report.Peak / report.Bandwidths.Max(level => level.Rate)) / 3;
        _highX = Math.Max(64, report.Rows.Max(Intensity) * 1.6);
        _lowY = Math.Min(report.Peak / 16, report.Rows.Min(row => row.Alone.Rate) / 1.5);
        _highY = Math.Max(report.Peak, report.Rows.Max(row => row.Alone.Rate)) * 1.5;
    }

    /// <summary>Draws it.</summary>
    public static string Draw(BenchReport report) => new RooflineFigure(report).Draw();

    private static double Intensity(RowResult row) => row.Operations / row.Bytes;

    private string Draw()
    {
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {N(Width)} {N(Height)}" width="{N(Width)}" height="{N(Height)}" role="img" aria-labelledby="title desc" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif" font-size="12">""");
        Line("""<title id="title">Roofline of training on one core</title>""");
        Line("""<desc id="desc">Rate of each row of the table over its operations per byte, below the peak of fused multiply-adds and the rates of the memory levels.</desc>""");
        Line($"""<rect width="{N(Width)}" height="{N(Height)}" fill="#ffffff"/>""");
        Text(Left, 26, $"One core: {_report.Peak.ToString("0", CultureInfo.InvariantCulture)} GFLOP/s at most", "#1f2933", size: 15, weight: 600);
        Text(Left, 44, "Each dot is a row of the table; products skipped because a factor is zero count as done.", "#52606d");
        Grid();
        Roofs();
        Dots();
        Line("</svg>");
        return _svg.ToString();
    }

    private void Grid()
    {
        foreach (var x in Ticks(_lowX, _highX))
        {
            Stroke(X(x), Top, X(x), Bottom, "#e4e7eb", 1);
            Text(X(x), Bottom + 18, N(x), "#52606d", anchor: "middle");
        }

        foreach (var y in Ticks(_lowY, _highY))
        {
            Stroke(Left, Y(y), Right, Y(y), "#e4e7eb", 1);
            Text(Left - 8, Y(y) + 4, N(y), "#52606d", anchor: "end");
        }

        Line($"""<rect x="{N(Left)}" y="{N(Top)}" width="{N(Right - Left)}" height="{N(Bottom - Top)}" fill="none" stroke="#9aa5b1"/>""");
        Text((Left + Right) / 2, Bottom + 40, "operations per byte moved, were nothing kept in a cache from one pass to the next", "#323f4b", anchor: "middle");
        Line($"""<text transform="translate(22 {N((Top + Bottom) / 2)}) rotate(-90)" text-anchor="middle" fill="#323f4b">GFLOP/s</text>""");
    }

    private void Roofs()
    {
        Stroke(Left, Y(_report.Peak), Right, Y(_report.Peak), "#1f2933", 2);
        Text(Left + 8, Y(_report.Peak) - 7, "peak of fused multiply-adds", "#1f2933");
        string[] colours = ["#829ab1", "#627d98", "#486581", "#243b53"];
        foreach (var (level, index) in _report.Bandwidths.Select((level, index) => (level, index)))
        {
            // The line y = rate · x from the left or lower edge up to the peak.
            var fromX = Math.Max(_lowX, _lowY / level.Rate);
            var toX = Math.Min(_highX, _report.Peak / level.Rate);
            if (toX <= fromX)
            {
                continue;
            }

            Stroke(X(fromX), Y(fromX * level.Rate), X(toX), Y(toX * level.Rate), colours[Math.Min(index, colours.Length - 1)], 1.5, "6 4");

            // The outer levels' labels stand below their lines, the inner ones' above: lines of equal rates stay readable.
            var angle = Math.Atan2(Y(toX * level.Rate) - Y(fromX * level.Rate), X(toX) - X(fromX)) * 180 / Math.PI;
            var (labelX, labelY) = ((X(fromX) + X(toX)) / 2, (Y(fromX * level.Rate) + Y(toX * level.Rate)) / 2);
            Line($"""<text transform="translate({N(labelX)} {N(labelY)}) rotate({N(angle)})" dy="{(index < 2 ? -5 : 13)}" text-anchor="middle" fill="{colours[Math.Min(index, colours.Length - 1)]}" font-size="11">{level.Level} {level.Rate.ToString("0", CultureInfo.InvariantCulture)} GB/s</text>""");
        }
    }

    // Labels stand in a column at the right, in the order of their dots' heights, at least a line apart.
    private void Dots()
    {
        RowResult[] rows = [.. _report.Rows.OrderByDescending(row => row.Alone.Rate)];
        var places = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            places[i] = Y(rows[i].Alone.Rate);
            places[i] = i > 0 ? Math.Max(places[i], places[i - 1] + LabelHeight) : Math.Max(places[i], Top + LabelHeight);
        }

        var beyond = rows.Length > 0 ? places[^1] - (Bottom - 4) : 0;
        for (var i = rows.Length - 1; i >= 0 && beyond > 0; i--)
        {
            places[i] = Math.Min(places[i], i == rows.Length - 1 ? Bottom - 4 : places[i + 1] - LabelHeight);
        }

        for (var i = 0; i < rows.Length; i++)
        {
            var (x, y) = (X(Intensity(rows[i])), Y(rows[i].Alone.Rate));
            Line($"""<polyline points="{N(x)},{N(y)} {N(Right + 8)},{N(y)} {N(LabelLeft - 6)},{N(places[i])}" fill="none" stroke="#cbd2d9" stroke-width="0.8"/>""");
        }

        for (var i = 0; i < rows.Length; i++)
        {
            var (x, y) = (X(Intensity(rows[i])), Y(rows[i].Alone.Rate));
            var row = BenchRows.All[rows[i].Number - 1];
            var colour = row.Work switch { RowWork.Steps => row.MaxNorm is null ? "#d64545" : "#cb6e17", RowWork.Trial => "#8719e0", _ => "#0c6b58" };
            Line($"""<circle cx="{N(x)}" cy="{N(y)}" r="4.5" fill="{colour}" stroke="#ffffff" stroke-width="1"/>""");
            Text(LabelLeft + 14, places[i] + 4, $"{row.Number}", colour, anchor: "end", weight: 600);
            Text(LabelLeft + 21, places[i] + 4, row.ShortName, colour);
        }
    }

    // 1, 2, 5 times the powers of ten.
    private static IEnumerable<double> Ticks(double low, double high)
    {
        for (var power = Math.Pow(10, Math.Floor(Math.Log10(low))); power <= high; power *= 10)
        {
            foreach (var factor in new[] { 1, 2, 5 })
            {
                var tick = power * factor;
                if (tick >= low && tick <= high)
                {
                    yield return tick;
                }
            }
        }
    }

    private double X(double value) => Left + (Math.Log(value / _lowX) / Math.Log(_highX / _lowX) * (Right - Left));

    private double Y(double value) => Bottom - (Math.Log(value / _lowY) / Math.Log(_highY / _lowY) * (Bottom - Top));

    private void Text(double x, double y, string text, string colour, string anchor = "start", int size = 12, int weight = 400) =>
        Line($"""<text x="{N(x)}" y="{N(y)}" fill="{colour}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}">{text}</text>""");

    private void Stroke(double x1, double y1, double x2, double y2, string colour, double width, string? dashes = null) =>
        Line($"""<line x1="{N(x1)}" y1="{N(y1)}" x2="{N(x2)}" y2="{N(y2)}" stroke="{colour}" stroke-width="{N(width)}"{(dashes is null ? "" : $" stroke-dasharray=\"{dashes}\"")}/>""");

    private void Line(string text) => _svg.Append(text).Append('\n');

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
