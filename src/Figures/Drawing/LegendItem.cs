using DropoutSweep.Figures.Theme;

namespace DropoutSweep.Figures.Drawing;

/// <summary>A line of a legend.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Class">The class that sets its colour.</param>
/// <param name="Key">What is drawn before the words.</param>
public sealed record LegendItem(string Text, string Class, LegendKey Key)
{
    /// <summary>The line's dashes; null for a solid one.</summary>
    public string? Dash { get; init; }

    /// <summary>The mark's shape.</summary>
    public MarkerShape Shape { get; init; }

    /// <summary>Whether the mark is hollow.</summary>
    public bool Hollow { get; init; }

    /// <summary>How strongly a box is filled; null for fully.</summary>
    public string? Opacity { get; init; }
}
