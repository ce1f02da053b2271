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
        await PageSection.ReplaceAsync("bench", ReportText.Write(report, markdown: true) + figure, cancellationToken);
        if (report.Rows.Count > 0)
        {
            await File.WriteAllTextAsync(Repository.PathOf("docs", Figure), RooflineFigure.Draw(report), cancellationToken);
        }
    }
}
