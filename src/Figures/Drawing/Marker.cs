using DropoutSweep.Figures.Text;
using DropoutSweep.Figures.Theme;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace DropoutSweep.Figures.Drawing;

/// <summary>A mark of a series, with words that show when a pointer rests on it.</summary>
public sealed class Marker : ComponentBase
{
    /// <summary>Its middle.</summary>
    [Parameter]
    public double X { get; set; }

    /// <summary>Its middle.</summary>
    [Parameter]
    public double Y { get; set; }

    /// <summary>Half its size.</summary>
    [Parameter]
    public double Radius { get; set; } = 4.5;

    /// <summary>Its shape.</summary>
    [Parameter]
    public MarkerShape Shape { get; set; }

    /// <summary>Its class: <c>f-m</c> filled, <c>f-o</c> hollow; and that of its series, unless what is around it has that.</summary>
    [Parameter]
    public string Class { get; set; } = "f-m";

    /// <summary>What it says on hovering; null for nothing.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenElement(0, "path");
        builder.AddAttribute(1, "class", Class);
        builder.AddAttribute(2, "d", Path());
        if (Title is not null)
        {
            builder.OpenElement(3, "title");
            builder.AddContent(4, FigureText.Clean(Title));
            builder.CloseElement();
        }

        builder.CloseElement();
    }

    private string Path()
    {
        var r = Radius;
        return Shape switch
        {
            MarkerShape.Square => Polygon((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
            MarkerShape.Triangle => Polygon((0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
            MarkerShape.Diamond => Polygon((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
            MarkerShape.TriangleDown => Polygon((0, 1.2), (1.1, -0.8), (-1.1, -0.8)),
            MarkerShape.Bar => Polygon((-1.4, -0.55), (1.4, -0.55), (1.4, 0.55), (-1.4, 0.55)),
            MarkerShape.Pillar => Polygon((-0.55, -1.4), (0.55, -1.4), (0.55, 1.4), (-0.55, 1.4)),
            MarkerShape.Hexagon => Polygon((-0.55, -1), (0.55, -1), (1.1, 0), (0.55, 1), (-0.55, 1), (-1.1, 0)),
            _ => $"M{At(-r, 0)}a{Px(r)} {Px(r)} 0 1 0 {Px(2 * r)} 0a{Px(r)} {Px(r)} 0 1 0 {Px(-2 * r)} 0z",
        };
    }

    private string Polygon(params ReadOnlySpan<(double X, double Y)> points)
    {
        var text = new System.Text.StringBuilder("M");
        foreach (var (x, y) in points)
        {
            text.Append(text.Length > 1 ? "L" : string.Empty).Append(At(x * Radius, y * Radius));
        }

        return text.Append('z').ToString();
    }

    private string At(double x, double y) => $"{Px(X + x)} {Px(Y + y)}";

    private static string Px(double value) => FigureNumber.Px(value);
}
