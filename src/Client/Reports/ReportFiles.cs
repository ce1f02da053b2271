using DropoutSweep.Client.Interaction;
using DropoutSweep.Client.Runs;

namespace DropoutSweep.Client.Reports;

/// <summary>Writes a report's files; each is replaced whole.</summary>
internal static class ReportFiles
{
    /// <summary>The report.</summary>
    public const string Page = "report.html";

    /// <summary>The folder of its figures.</summary>
    public const string Figures = "figures";

    /// <summary>Writes a report.</summary>
    /// <param name="folder">Where to; made when it does not exist.</param>
    /// <param name="content">What it says.</param>
    /// <returns>The path of the page.</returns>
    public static string Write(string folder, ReportContent content)
    {
        var figures = Path.Combine(folder, Figures);
        OutputFolder.Make(figures);
        foreach (var figure in content.SweepFigures.Concat(content.ModelFigures))
        {
            AtomicFile.WriteText(Path.Combine(figures, figure.FileName), writer => writer.Write(figure.Svg));
        }

        var page = Path.Combine(folder, Page);
        AtomicFile.WriteText(page, writer => writer.Write(ReportPage.Write(content)));
        return page;
    }
}
