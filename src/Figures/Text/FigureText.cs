using System.Text;

namespace DropoutSweep.Figures.Text;

/// <summary>Text as figures write it: cleaned of what XML forbids, measured, cut and wrapped. Escaping is the renderer's.</summary>
public static class FigureText
{
    private const char Ellipsis = '\u2026';
    private const double TailShare = 0.4;

    /// <summary>
    /// A text without the characters that XML 1.0 forbids (section 2.2) and without those that turn the direction of
    /// what follows; white space becomes single blanks.
    /// </summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var clean = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var taken) != System.Buffers.OperationStatus.Done)
            {
                index += taken;
                continue;
            }

            index += taken;
            if (Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (IsAllowed(rune.Value))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>The greatest width that a text can take, in the units of its size.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size.</param>
    /// <param name="bold">Whether it is bold.</param>
    public static double Width(string text, double size, bool bold = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sum = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var width = GlyphWidths.Of(rune);
            sum += width == 0 || !bold ? width : width + GlyphWidths.Bold;
        }

        return sum * size / 100;
    }

    /// <summary>A cleaned text that is no wider than asked; what is cut off is an ellipsis. Empty when not even that fits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size.</param>
    /// <param name="width">The room it has.</param>
    /// <param name="bold">Whether it is bold.</param>
    public static string Abridge(string? text, double size, double width, bool bold = false)
    {
        var clean = Clean(text);
        if (Width(clean, size, bold) <= width)
        {
            return clean;
        }

        var kept = new StringBuilder();
        var used = Width(Ellipsis.ToString(), size, bold);
        if (used > width)
        {
            return string.Empty;
        }

        foreach (var rune in clean.EnumerateRunes())
        {
            used += Width(rune.ToString(), size, bold);
            if (used > width)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.ToString().TrimEnd() + Ellipsis;
    }

    /// <summary>
    /// A cleaned name that is no wider than asked, cut in its middle: names that users give often differ at their ends.
    /// </summary>
    /// <param name="text">The name.</param>
    /// <param name="size">The font's size.</param>
    /// <param name="width">The room it has.</param>
    /// <param name="bold">Whether it is bold.</param>
    public static string AbridgeName(string? text, double size, double width, bool bold = false)
    {
        var clean = Clean(text);
        if (Width(clean, size, bold) <= width)
        {
            return clean;
        }

        var tail = string.Empty;
        var room = (width - Width(Ellipsis.ToString(), size, bold)) * TailShare;
        foreach (var rune in clean.EnumerateRunes().Reverse())
        {
            var longer = rune + tail;
            if (Width(longer, size, bold) > room)
            {
                break;
            }

            tail = longer;
        }

        tail = tail.TrimStart();
        return Abridge(clean, size, width - Width(tail, size, bold), bold) is { Length: > 0 } head ? head + tail : string.Empty;
    }

    /// <summary>A text that begins with a capital.</summary>
    internal static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>A cleaned text in lines that are no wider than asked, broken at blanks, and within a word that is wider than a line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size.</param>
    /// <param name="width">The room a line has.</param>
    /// <param name="lines">Most lines, at least 1; the last one is abridged.</param>
    /// <param name="bold">Whether it is bold.</param>
    public static IReadOnlyList<string> Wrap(string? text, double size, double width, int lines, bool bold = false)
    {
        var wrapped = new List<string>();
        var line = string.Empty;
        var words = new Queue<string>(Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        while (words.TryDequeue(out var word))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (Width(longer, size, bold) <= width || line.Length == 0)
            {
                line = longer;
            }
            else if (wrapped.Count == lines - 1)
            {
                line = string.Join(' ', words.Prepend(longer));
                break;
            }
            else
            {
                wrapped.Add(line);
                line = word;
            }
        }

        if (line.Length > 0)
        {
            wrapped.Add(line);
        }

        return [.. wrapped.Select(one => Abridge(one, size, width, bold))];
    }

    private static bool IsAllowed(int rune) => rune switch
    {
        < 0x20 or (>= 0x7F and <= 0x9F) => false,
        0x200E or 0x200F or 0x061C or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF => false,
        _ => (rune & 0xFFFE) != 0xFFFE,
    };
}
