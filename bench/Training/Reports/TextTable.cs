using System.Text;

namespace DropoutSweep.Bench.Reports;

/// <summary>A table of texts, to be written for a terminal or as Markdown.</summary>
internal sealed class TextTable(IReadOnlyList<string> header, IReadOnlyList<bool> right)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>Adds a row of as many cells as the header has.</summary>
    public void Add(IReadOnlyList<string> cells) => _rows.Add(cells);

    /// <summary>For a terminal: columns padded with spaces.</summary>
    public string ToText()
    {
        int[] widths = [.. Enumerable.Range(0, header.Count).Select(column => _rows.Append(header).Max(row => row[column].Length))];
        var text = new StringBuilder();
        Append(header);
        text.AppendLine(string.Join("  ", widths.Select(width => new string('─', width))));
        foreach (var row in _rows)
        {
            Append(row);
        }

        return text.ToString();

        void Append(IReadOnlyList<string> cells) => text.AppendLine(string.Join("  ", cells.Select((cell, column) => right[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>As Markdown.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", header).Append(" |\n|");
        foreach (var isRight in right)
        {
            text.Append(isRight ? "--:|" : "---|");
        }

        text.Append('\n');
        foreach (var row in _rows)
        {
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        }

        return text.ToString();
    }
}
