using DropoutSweep.Figures;

namespace DropoutSweep.Client.Reports;

/// <summary>A figure of a report.</summary>
/// <param name="Id">Its id in the catalog.</param>
/// <param name="FileName">The name of its file.</param>
/// <param name="Data">What it shows.</param>
/// <param name="Svg">The figure, drawn.</param>
internal sealed record ReportFigure(string Id, string FileName, FigureData Data, string Svg);
