namespace DropoutSweep.Bench.Reports;

/// <summary>The generated part of <c>docs/performance.md</c>, and its figure.</summary>
internal static class PerformancePage
{
    private const string Figure = "performance-roofline.svg";

    /// <summary>Puts a report between the page's markers, and draws the figure.</summary>
    /// <exception cref="InvalidOperationException">The page has no markers.</exception>
    public static async Task WriteAsync(BenchReport report, CancellationToken cancellationToken)
    {
        var figure = report.Rows.Count > 0 ? $"\n![Roofline: each row's rate over its operations per byte]({Figure})\n" : "";
        await ReplaceAsync("bench", ReportText.Write(report, markdown: true) + figure, cancellationToken);
        if (report.Rows.Count > 0)
        {
            await File.WriteAllTextAsync(Repository.PathOf("docs", Figure), RooflineFigure.Draw(report), cancellationToken);
        }
    }

    /// <summary>Puts a text between the page's markers of a name.</summary>
    /// <exception cref="InvalidOperationException">The page has no such markers.</exception>
    public static async Task ReplaceAsync(string name, string text, CancellationToken cancellationToken)
    {
        var (first, last) = ($"<!-- {name}:begin -->", $"<!-- {name}:end -->");
        var path = Repository.PathOf("docs", "performance.md");
        var page = await File.ReadAllTextAsync(path, cancellationToken);
        var begin = page.IndexOf(first, StringComparison.Ordinal);
        var end = page.IndexOf(last, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{path} has no {first} … {last}.");
        }

        await File.WriteAllTextAsync(path, $"{page[..(begin + first.Length)]}\n{text}{page[end..]}", cancellationToken);
    }
}
