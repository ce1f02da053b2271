using System.Globalization;
using System.Text;

namespace DropoutSweep.Figures.Text;

/// <summary>
/// How wide a glyph is at most, in hundredths of the font size: for each character the wider one of DejaVu Sans and
/// Liberation Sans (whose widths are Arial's and Helvetica's). A reader's font that is narrower leaves more room.
/// </summary>
internal static class GlyphWidths
{
    /// <summary>A bold glyph is at most so much wider.</summary>
    public const int Bold = 8;

    private static ReadOnlySpan<byte> Ascii =>
    [
        32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34,
        64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 56,
        102, 69, 69, 73, 78, 67, 62, 78, 76, 30, 50, 67, 56, 87, 75, 79,
        67, 79, 73, 67, 62, 74, 69, 99, 69, 67, 69, 40, 34, 40, 84, 56,
        50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62,
        64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
    ];

    /// <summary>The greatest width of a character.</summary>
    public static int Of(Rune rune) => rune.Value switch
    {
        < 32 => 0,
        < 127 => Ascii[rune.Value - 32],
        0xB7 => 32,
        0x2013 => 56,
        0x2026 => 100,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
            _ => rune.Value switch
            {
                < 0x100 => 100,
                < 0x250 => 143,
                >= 0x590 and < 0x600 => 75,
                < 0x700 => 125,
                >= 0x10000 => 150,
                _ => 110,
            },
        },
    };
}
