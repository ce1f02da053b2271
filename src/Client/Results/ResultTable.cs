using System.Text;

namespace DropoutSweep.Client.Results;

/// <summary>
/// Lays out a <see cref="ResultTableData"/> in lines. Values are never broken; where the width is short, the
/// parameters share one column, a line each, and where it is shorter still, the values do so too.
/// </summary>
internal static class ResultTable
{
    private const string Gap = "  ";

    /// <summary>The lines, each with its style, of the first <paramref name="most"/> rows.</summary>
    public static IEnumerable<(string Style, string Text)> Draw(ResultTableData data, int width, int most)
    {
        var rows = data.Rows.Take(most).ToList();
        var columns = Layouts(data, rows).Append(null).First(layout => layout is null || Total(layout) <= width) ?? Stacked(data, rows, valuesToo: true);
        var total = Math.Min(Total(columns), width);
        yield return ("default", "");
        yield return ("grey", Join(columns, column => column.Header));
        yield return ("grey", new string('─', total));
        for (var row = 0; row < rows.Count; row++)
        {
            var style = rows[row].IsBest ? "bold green" : rows[row].HasFailures ? "yellow" : "default";
            var lines = columns.Max(column => column.Cells[row].Length);
            for (var line = 0; line < lines; line++)
            {
                yield return (style, Join(columns, column => line < column.Cells[row].Length ? column.Cells[row][line] : ""));
            }
        }

        yield return ("default", "");
    }

    private static IEnumerable<List<Column>?> Layouts(ResultTableData data, IReadOnlyList<ResultTableRow> rows)
    {
        yield return
        [
            Mark(rows),
            .. data.ParameterHeaders.Select((header, i) => new Column(header, Right: false, [.. rows.Select(row => new[] { row.Parameters[i] })])),
            .. data.ValueHeaders.Select((header, i) => Value(header, i, rows)),
        ];
        yield return Stacked(data, rows, valuesToo: false);
    }

    private static List<Column> Stacked(ResultTableData data, IReadOnlyList<ResultTableRow> rows, bool valuesToo)
    {
        var parameters = new Column("configuration", Right: false, [.. rows.Select(row => Lines(data.ParameterHeaders, row.Parameters))]);
        return valuesToo
            ? [Mark(rows), parameters, new Column("results", Right: false, [.. rows.Select(row => Lines(data.ValueHeaders, row.Values))])]
            : [Mark(rows), parameters, .. data.ValueHeaders.Select((header, i) => Value(header, i, rows))];
    }

    private static Column Mark(IReadOnlyList<ResultTableRow> rows) =>
        new("", Right: false, [.. rows.Select(row => new[] { row.IsBest ? "★" : " " })]);

    private static Column Value(string header, int index, IReadOnlyList<ResultTableRow> rows) =>
        new(header, Right: true, [.. rows.Select(row => new[] { row.Values[index] })]);

    private static string[] Lines(IReadOnlyList<string> headers, IReadOnlyList<string> values) =>
        [.. values.Select((value, i) => $"{headers[i]} {value}")];

    private static int Total(List<Column> columns) => columns.Sum(column => column.Width) + (Gap.Length * (columns.Count - 1));

    private static string Join(List<Column> columns, Func<Column, string> cell)
    {
        var line = new StringBuilder();
        foreach (var column in columns)
        {
            line.Append(line.Length > 0 ? Gap : "");
            line.Append(column.Right ? cell(column).PadLeft(column.Width) : cell(column).PadRight(column.Width));
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>A column; a cell is its lines.</summary>
    private sealed record Column(string Header, bool Right, IReadOnlyList<string[]> Cells)
    {
        public int Width { get; } = Cells.SelectMany(lines => lines).Append(Header).Max(text => text.Length);
    }
}
