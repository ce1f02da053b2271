using DropoutSweep.Figures.Text;
using DropoutSweep.Figures.Theme;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace DropoutSweep.Figures.Drawing;

/// <summary>Words at a place. A class, because Razor reads a text element as its own.</summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>Where they stand.</summary>
    [Parameter]
    public double X { get; set; }

    /// <summary>Their base line.</summary>
    [Parameter]
    public double Y { get; set; }

    /// <summary>The words; nothing is drawn for none.</summary>
    [Parameter]
    public string Text { get; set; } = string.Empty;

    /// <summary>The font's size.</summary>
    [Parameter]
    public double Size { get; set; } = FigureTheme.TextSize;

    /// <summary><c>start</c>, <c>middle</c> or <c>end</c>: which part of them stands at <see cref="X"/>.</summary>
    [Parameter]
    public string Anchor { get; set; } = "start";

    /// <summary>Whether they are bold.</summary>
    [Parameter]
    public bool Bold { get; set; }

    /// <summary>Whether they are less important than the rest.</summary>
    [Parameter]
    public bool Quiet { get; set; }

    /// <summary>Whether they may stand on lines: then a rim of paper keeps them readable.</summary>
    [Parameter]
    public bool Rim { get; set; }

    /// <summary>Their colour as <c>#rrggbb</c>, where it depends on what is under them; null for the theme's ink.</summary>
    [Parameter]
    public string? Ink { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var text = FigureText.Clean(Text);
        if (text.Length == 0)
        {
            return;
        }

        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", FigureNumber.Px(X));
        builder.AddAttribute(2, "y", FigureNumber.Px(Y));
        builder.AddAttribute(3, "font-size", FigureNumber.Px(Size));
        if (!string.Equals(Anchor, "start", StringComparison.Ordinal))
        {
            builder.AddAttribute(4, "text-anchor", Anchor);
        }

        if (Bold)
        {
            builder.AddAttribute(5, "font-weight", "700");
        }

        if (Class() is { } name)
        {
            builder.AddAttribute(6, "class", name);
        }

        builder.AddContent(8, text);
        builder.CloseElement();
    }

    /// <summary>A rule of the style sheet would win over a fill attribute; a style attribute would need a policy of its own.</summary>
    private string? Class() => this switch
    {
        { Ink: { } ink } => string.Equals(ink, "#000000", StringComparison.Ordinal) ? "f-black" : "f-white",
        { Rim: true } => "f-rim",
        { Quiet: true } => "f-q",
        _ => null,
    };
}
