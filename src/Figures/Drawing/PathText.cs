using System.Text;
using DropoutSweep.Figures.Text;

namespace DropoutSweep.Figures.Drawing;

/// <summary>The data of SVG paths.</summary>
public static class PathText
{
    /// <summary>A line through points.</summary>
    public static string Line(IEnumerable<(double X, double Y)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var text = new StringBuilder();
        foreach (var (x, y) in points)
        {
            text.Append(text.Length == 0 ? 'M' : 'L').Append(FigureNumber.Px(x)).Append(' ').Append(FigureNumber.Px(y));
        }

        return text.ToString();
    }

    /// <summary>A line that stays level until each next point's place, as a record does that stands until it is broken.</summary>
    public static string Steps(IEnumerable<(double X, double Y)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var text = new StringBuilder();
        foreach (var (x, y) in points)
        {
            _ = text.Length == 0
                ? text.Append('M').Append(FigureNumber.Px(x)).Append(' ').Append(FigureNumber.Px(y))
                : text.Append('H').Append(FigureNumber.Px(x)).Append('V').Append(FigureNumber.Px(y));
        }

        return text.ToString();
    }

    /// <summary>The area between two lines over the same places.</summary>
    public static string Area(IReadOnlyList<(double X, double Low, double High)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return Line(points.Select(point => (point.X, point.High)).Concat(points.Reverse().Select(point => (point.X, point.Low)))) + "z";
    }

    /// <summary>Dots, drawn by the round ends of lines without length; dots that fall on one place are one dot.</summary>
    public static string Dots(IEnumerable<(double X, double Y)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var text = new StringBuilder();
        var drawn = new HashSet<(double X, double Y)>();
        foreach (var (x, y) in points)
        {
            var place = (Math.Round(x * 2) / 2, Math.Round(y * 2) / 2);
            if (drawn.Add(place))
            {
                text.Append('M').Append(FigureNumber.Px(place.Item1)).Append(' ').Append(FigureNumber.Px(place.Item2)).Append("h0");
            }
        }

        return text.ToString();
    }

    /// <summary>Rectangles.</summary>
    public static string Boxes(IEnumerable<(double X, double Y, double Width, double Height)> boxes)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        var text = new StringBuilder();
        foreach (var (x, y, width, height) in boxes)
        {
            text.Append('M').Append(FigureNumber.Px(x)).Append(' ').Append(FigureNumber.Px(y))
                .Append('h').Append(FigureNumber.Px(width)).Append('v').Append(FigureNumber.Px(height))
                .Append('h').Append(FigureNumber.Px(-width)).Append('z');
        }

        return text.ToString();
    }
}
