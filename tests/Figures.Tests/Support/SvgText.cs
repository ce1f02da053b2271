using System.Globalization;
using System.Xml.Linq;
using DropoutSweep.Figures.Text;

namespace DropoutSweep.Figures.Tests.Support;

/// <summary>Words of a drawn figure with the box that they take.</summary>
internal sealed record SvgText(string Text, double Left, double Top, double Right, double Bottom)
{
    private const double Ascent = 0.75;
    private const double Descent = 0.22;

    public static IReadOnlyList<SvgText> Of(XElement svg) => [.. svg.Descendants().Where(element => element.Name.LocalName is "text").Select(Read)];

    public bool Overlaps(SvgText other) => Left < other.Right - 0.2 && other.Left < Right - 0.2 && Top < other.Bottom && other.Top < Bottom;

    private static SvgText Read(XElement element)
    {
        var size = Number(element, "font-size");
        var width = FigureText.Width(element.Value, size, element.Attribute("font-weight") is not null);
        var (x, y) = (Number(element, "x"), Number(element, "y"));
        foreach (var group in element.Ancestors().Select(group => group.Attribute("transform")).OfType<XAttribute>())
        {
            var parts = group.Value["translate(".Length..^1].Split(' ');
            (x, y) = (x + Number(parts[0]), y + Number(parts[1]));
        }

        var left = element.Attribute("text-anchor")?.Value switch
        {
            "middle" => x - (width / 2),
            "end" => x - width,
            _ => x,
        };
        return new SvgText(element.Value, left, y - (Ascent * size), left + width, y + (Descent * size));
    }

    private static double Number(XElement element, string attribute) => Number(element.Attribute(attribute)!.Value);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
