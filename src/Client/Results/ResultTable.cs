using Spectre.Console;

namespace DropoutSweep.Client.Results;

/// <summary>Draws a <see cref="ResultTableData"/>. Numbers are never broken; parameters give way when the width is short.</summary>
internal static class ResultTable
{
    private const int MarkWidth = 1;
    private const int Padding = 2;

    /// <summary>The width that the table takes when nothing has to give way.</summary>
    public static int NaturalWidth(ResultTableData data)
    {
        var width = MarkWidth + Padding;
        for (var i = 0; i < data.ParameterHeaders.Count; i++)
        {
            width += Widest(data.ParameterHeaders[i], data.Rows.Select(row => row.Parameters[i])) + Padding;
        }

        return width + ValuesWidth(data);
    }

    /// <summary>The table, with its first rows only when there are more than <paramref name="most"/>.</summary>
    public static Table Draw(ResultTableData data, int width, int most)
    {
        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey);
        table.AddColumn(new TableColumn("").NoWrap().PadLeft(0).PadRight(1));
        var apart = NaturalWidth(data) <= width;
        if (apart)
        {
            foreach (var header in data.ParameterHeaders)
            {
                table.AddColumn(new TableColumn(Header(header)).NoWrap().PadLeft(0).PadRight(2));
            }
        }
        else
        {
            // One column for all of them, a line each, so that every number keeps its place.
            var left = Math.Max(12, width - ValuesWidth(data) - MarkWidth - (3 * Padding));
            table.AddColumn(new TableColumn(Header("configuration")).Width(left).PadLeft(0).PadRight(2));
        }

        foreach (var header in data.ValueHeaders)
        {
            table.AddColumn(new TableColumn(Header(header)).RightAligned().NoWrap().PadLeft(0).PadRight(2));
        }

        foreach (var row in data.Rows.Take(most))
        {
            var style = row.IsBest ? "bold green" : row.HasFailures ? "yellow" : "default";
            var cells = new List<string> { row.IsBest ? "★" : "" };
            if (apart)
            {
                cells.AddRange(row.Parameters);
            }
            else
            {
                cells.Add(string.Join('\n', row.Parameters.Select((value, i) => $"{data.ParameterHeaders[i]} {value}")));
            }

            cells.AddRange(row.Values);
            table.AddRow(cells.Select(cell => new Markup($"[{style}]{Markup.Escape(cell)}[/]")));
        }

        return table;
    }

    private static string Header(string text) => $"[grey]{Markup.Escape(text)}[/]";

    private static int ValuesWidth(ResultTableData data) =>
        data.ValueHeaders.Select((header, i) => Widest(header, data.Rows.Select(row => row.Values[i])) + Padding).Sum();

    private static int Widest(string header, IEnumerable<string> cells) =>
        cells.Select(cell => cell.Length).Append(header.Length).Max();
}
