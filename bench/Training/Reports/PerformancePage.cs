namespace DropoutSweep.Bench.Reports;

/// <summary>The generated part of <c>docs/performance.md</c>, and its figure.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- bench:begin -->";
    private const string End = "<!-- bench:end -->";
    private const string Figure = "performance-roofline.svg";

    /// <summary>Puts a report between the page's markers, and draws the figure.</summary>
    /// <exception cref="InvalidOperationException">The page has no markers.</exception>
    public static async Task WriteAsync(BenchReport report, CancellationToken cancellationToken)
    {
        var path = Repository.PathOf("docs", "performance.md");
        var page = await File.ReadAllTextAsync(path, cancellationToken);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{path} has no {Begin} … {End}.");
        }

        var figure = report.Rows.Count > 0 ? $"\n![Roofline: each row's rate over its operations per byte]({Figure})\n" : "";
        var text = $"{page[..(begin + Begin.Length)]}\n{ReportText.Write(report, markdown: true)}{figure}{page[end..]}";
        await File.WriteAllTextAsync(path, text, cancellationToken);
        if (report.Rows.Count > 0)
        {
            await File.WriteAllTextAsync(Repository.PathOf("docs", Figure), RooflineFigure.Draw(report), cancellationToken);
        }
    }
}
