using System.Text;

namespace DropoutSweep.Client.Interaction;

/// <summary>A table in plain text: columns two spaces apart, numbers to the right.</summary>
/// <param name="headers">The columns; one that begins with <c>&gt;</c> is set to the right.</param>
internal sealed class TextTable(params string[] headers)
{
    private const string Gap = "  ";
    private readonly List<string[]> _rows = [];

    /// <summary>A row, with as many cells as there are columns.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes the headers and the rows.</summary>
    public void Write(TextWriter writer)
    {
        var names = headers.Select(header => header.TrimStart('>')).ToArray();
        var widths = names.Select((name, column) => _rows.Select(row => row[column].Length).Append(name.Length).Max()).ToArray();
        foreach (var row in _rows.Prepend(names))
        {
            var line = new StringBuilder();
            for (var column = 0; column < row.Length; column++)
            {
                line.Append(column > 0 ? Gap : "");
                line.Append(headers[column][0] == '>' ? row[column].PadLeft(widths[column]) : row[column].PadRight(widths[column]));
            }

            writer.WriteLine(line.ToString().TrimEnd());
        }
    }
}
