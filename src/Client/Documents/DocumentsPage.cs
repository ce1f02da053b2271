using System.Globalization;
using System.Text;
using DropoutSweep.Client.Reports;
using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Client.Documents;

/// <summary>The documents' report: every claim with what was measured, and each sweep's pictures.</summary>
internal static class DocumentsPage
{
    private static readonly string[] s_pictures = ["accuracy-by-rate", "learning-curves", "image-activations", "confusion", "ensemble", "fitted-curve"];

    /// <summary>Writes the page.</summary>
    /// <param name="results">The claims.</param>
    /// <param name="sweeps">Each sweep's report, and its folder beside the page.</param>
    public static string Write(IReadOnlyList<ClaimResult> results, IReadOnlyList<(string Folder, ReportContent Report)> sweeps)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{ReportStyle.Policy}\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>The documents, tried</title>\n");
        page.Append($"<style>{ReportStyle.Css}</style>\n</head>\n<body>\n<header>\n<h1>The documents, tried</h1>\n<div class=\"answer\"><p>{Summary(results)}</p></div>\n</header>\n<main>\n");
        Claims(page, results);
        foreach (var (folder, report) in sweeps)
        {
            page.Append($"<section><h2>{ReportPage.Text(report.Spec.Name)}</h2>");
            page.AppendJoin("", report.Answer.Select(sentence => $"<p>{ReportPage.Text(sentence)}</p>"));
            page.Append($"<p><a href=\"{Uri.EscapeDataString(folder)}/{ReportFiles.Page}\">The whole report</a></p><div class=\"figures\">\n");
            foreach (var figure in report.SweepFigures.Concat(report.ModelFigures).Where(figure => s_pictures.Contains(figure.Id, StringComparer.Ordinal)))
            {
                page.Append($"<figure>\n{figure.Svg}<figcaption>{ReportPage.Text(figure.Data.Caption)}</figcaption></figure>\n");
            }

            page.Append("</div></section>\n");
        }

        page.Append($"</main>\n<script>{ReportStyle.Script}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>An estimate in words.</summary>
    internal static string Number(Estimate? estimate, string metric)
    {
        if (estimate is null)
        {
            return "nothing measured";
        }

        var format = ClaimMetrics.Unit(metric) is "points" or "epochs" ? "0.00" : "0.0000";
        var half = estimate.HalfWidth is { } width ? $" ± {width.ToString(format, CultureInfo.InvariantCulture)}" : "";
        return $"{estimate.Mean.ToString(format, CultureInfo.InvariantCulture)}{half}";
    }

    private static string Summary(IReadOnlyList<ClaimResult> results)
    {
        var count = results.Count(result => result.Verdict.StartsWith("borne out", StringComparison.Ordinal));
        var open = results.Count(result => result.Verdict.StartsWith("not contradicted", StringComparison.Ordinal));
        return $"{count} of {results.Count} claims are borne out by the seeds tried{(open > 0 ? $", and {open} that two things are the same {(open == 1 ? "is" : "are")} not contradicted" : "")}. Each is measured seed by seed, by the metric in its row; ± is half the 95 % interval, not corrected for the number of claims.";
    }

    private static void Claims(StringBuilder page, IReadOnlyList<ClaimResult> results)
    {
        page.Append("<section><h2>Claims</h2><div class=\"table\" role=\"region\" aria-label=\"Claims\" tabindex=\"0\"><table class=\"sortable claims\"><thead><tr>");
        page.AppendJoin("", ((string[])["id", "claim", "verdict", "difference", "with", "against", "metric", "sweep"]).Select(head => $"<th class=\"text\" scope=\"col\">{head}</th>"));
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var result in results)
        {
            var claim = result.Claim;
            page.Append("<tr>");
            page.Append($"<td class=\"text\" data-value=\"{ReportPage.Text(claim.Id)}\">{ReportPage.Text(claim.Id)}<br><span class=\"quiet\">{ReportPage.Text(claim.Document)}</span></td>");
            page.Append($"<td class=\"wide\">{ReportPage.Text(claim.Says)}</td>");
            page.Append($"<td class=\"wide\">{ReportPage.Text(result.Verdict)}.{(claim.Note.Length > 0 ? " " + ReportPage.Text(claim.Note) : "")}</td>");
            page.AppendJoin("", ((string[])[Number(result.Difference, claim.Metric), Number(result.With, claim.Metric), result.Against is null && claim.Against.Count == 0 ? "0" : Number(result.Against, claim.Metric)]).Select(text => $"<td class=\"value\">{ReportPage.Text(text)}</td>"));

            // Words that can be parted keep the table within a screen.
            page.AppendJoin("", ((string[])[claim.Metric.Replace('_', ' '), Path.GetFileNameWithoutExtension(claim.Sweep)]).Select(text => $"<td class=\"text\">{ReportPage.Text(text)}</td>"));
            page.Append("</tr>\n");
        }

        page.Append("</tbody></table></div></section>\n");
    }
}
