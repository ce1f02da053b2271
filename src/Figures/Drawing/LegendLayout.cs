using DropoutSweep.Figures.Text;
using DropoutSweep.Figures.Theme;

namespace DropoutSweep.Figures.Drawing;

/// <summary>Where a legend's lines stand: side by side as far as they fit, then on the next row.</summary>
public sealed class LegendLayout
{
    /// <summary>A row's height.</summary>
    public const double Row = 20;

    /// <summary>The room for what is drawn before the words.</summary>
    public const double Key = 32;

    private const double Gap = 18;
    private const double Most = FigureTheme.Width - (2 * FigureTheme.Margin);

    /// <summary>Lays a legend out.</summary>
    public LegendLayout(IReadOnlyList<LegendItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var placed = new List<(LegendItem Item, double X, double Y, string Text)>();
        var x = 0.0;
        var row = 0;
        foreach (var item in items)
        {
            var text = FigureText.AbridgeName(item.Text, FigureTheme.TextSize, Most - Key);
            var width = Key + FigureText.Width(text, FigureTheme.TextSize);
            if (x > 0 && x + width > Most)
            {
                x = 0;
                row++;
            }

            placed.Add((item, FigureTheme.Margin + x, row * Row, text));
            x += width + Gap;
        }

        Items = placed;
        Height = placed.Count == 0 ? 0 : (row + 1) * Row;
    }

    /// <summary>The lines, their left edges, the tops of their rows, and what they say.</summary>
    public IReadOnlyList<(LegendItem Item, double X, double Y, string Text)> Items { get; }

    /// <summary>The height of all rows.</summary>
    public double Height { get; }
}
