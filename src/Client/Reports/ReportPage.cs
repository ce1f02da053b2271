using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using DropoutSweep.Client.Results;
using DropoutSweep.Figures.Text;
using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Client.Reports;

/// <summary>A report as one page that needs nothing else. Every text that may come from a user passes through <see cref="Text"/>.</summary>
internal static class ReportPage
{
    /// <summary>Writes the page.</summary>
    public static string Write(ReportContent content)
    {
        var page = new StringBuilder();
        var title = Text($"{content.Spec.Name} on {content.Dataset.Name}");
        page.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{ReportStyle.Policy}\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        page.Append($"<title>{title}</title>\n<style>{ReportStyle.Css}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n");
        page.Append($"<p class=\"quiet\">{Text(Standing(content))} {Text(content.Dataset.Description)}.</p>\n");
        page.Append("<div class=\"answer\">");
        page.AppendJoin("", content.Answer.Select(sentence => $"<p>{Text(sentence)}</p>"));
        page.Append("</div>\n</header>\n<main>\n");
        Warnings(page, content);
        Figures(page, "What the sweep shows", content.SweepFigures);
        Configurations(page, content);
        Figures(page, "Inside one model, with dropout and without", content.ModelFigures);
        Reproduce(page, content);
        page.Append($"</main>\n<footer><p class=\"quiet\">DropoutSweep {Text(content.Version)}</p></footer>\n<script>{ReportStyle.Script}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>A text cleaned of what HTML forbids, and escaped.</summary>
    internal static string Text(string? text) => HtmlEncoder.Default.Encode(FigureText.Clean(text));

    private static string Standing(ReportContent content) => $"{TallyText.Of(content.Spec, content.Summary)}.";

    private static void Warnings(StringBuilder page, ReportContent content)
    {
        if (content.Warnings.Count > 0)
        {
            page.Append("<section class=\"warnings\" aria-label=\"Warnings\"><h2>Be careful</h2><ul>");
            page.AppendJoin("", content.Warnings.Select(warning => $"<li>{Text(warning)}</li>"));
            page.Append("</ul></section>\n");
        }
    }

    private static void Figures(StringBuilder page, string heading, IReadOnlyList<ReportFigure> figures)
    {
        if (figures.Count > 0)
        {
            page.Append($"<section><h2>{heading}</h2><div class=\"figures\">\n");
            foreach (var figure in figures)
            {
                page.Append($"<figure id=\"{figure.Id}\">\n{figure.Svg}<figcaption>{Text(figure.Data.Caption)}</figcaption></figure>\n");
            }

            page.Append("</div></section>\n");
        }
    }

    private static void Configurations(StringBuilder page, ReportContent content)
    {
        var table = ResultTableBuilder.Build(content.Spec, content.Summary);
        page.Append("<section><h2>Every configuration</h2><p class=\"quiet\">The best first, by the mean over seeds on validation; ± is half the 95 % interval.</p>\n<div class=\"table\" role=\"region\" aria-label=\"Every configuration\" tabindex=\"0\"><table class=\"sortable\"><thead><tr>");
        foreach (var head in table.ParameterHeaders)
        {
            page.Append($"<th class=\"text\" scope=\"col\">{Text(head)}</th>");
        }

        foreach (var head in table.ValueHeaders)
        {
            page.Append($"<th scope=\"col\">{Text(head)}</th>");
        }

        page.Append("<th class=\"text\" scope=\"col\">against its twin without dropout</th></tr></thead>\n<tbody>\n");
        for (var i = 0; i < table.Rows.Count; i++)
        {
            var (row, twin) = (table.Rows[i], content.Summary.Configurations[i].Twin);
            page.Append(row.IsBest ? "<tr class=\"best\">" : "<tr>");
            page.AppendJoin("", row.Parameters.Select(value => $"<td class=\"text\">{Text(value)}</td>"));
            page.AppendJoin("", row.Values.Select(value => $"<td data-value=\"{Text(value.Split(' ', '/')[0].Replace('−', '-'))}\">{Text(value)}</td>"));
            page.Append($"<td class=\"wide\" data-value=\"{twin?.Difference?.Mean.ToString("R", CultureInfo.InvariantCulture)}\">{(twin is null ? "" : Text(TwinText.Line(twin, content.Spec.IsRegression)))}</td></tr>\n");
        }

        page.Append("</tbody></table></div></section>\n");
    }

    private static void Reproduce(StringBuilder page, ReportContent content)
    {
        page.Append("<section><h2>How to make it again</h2>\n<p>The same specification on the same data gives the same bits on every machine.</p>\n<dl>");
        foreach (var (name, value) in new[]
        {
            ("Command", content.Command),
            ("Version", $"DropoutSweep {content.Version} on .NET {Environment.Version}"),
            ("Data", $"{content.Dataset.Name}, SHA-256 {content.Dataset.Fingerprint}"),
            ("Specification", $"SHA-256 {content.Spec.Hash}"),
        })
        {
            page.Append($"<dt>{name}</dt><dd>{Text(value)}</dd>");
        }

        page.Append($"</dl>\n<details><summary>The specification with every default written out</summary><pre>{HtmlEncoder.Default.Encode(content.Spec.ResolvedYaml)}</pre></details></section>\n");
    }
}
