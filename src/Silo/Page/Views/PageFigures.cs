using DropoutSweep.Figures;
using DropoutSweep.Silo.Page.Components;
using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Silo.Page.Views;

/// <summary>The figures of one sweep's page. Those that depend on ended trials alone are kept until another one has ended.</summary>
internal sealed class PageFigures(PageRenderer renderer)
{
    /// <summary>Figures that change while trials run: their curves, and who trains what.</summary>
    private static readonly string[] s_moving = ["learning-curves", "timeline"];

    private readonly Dictionary<string, (SweepSummary Of, PageFragment Fragment)> _drawn = new(StringComparer.Ordinal);

    /// <summary>Every figure of the catalog.</summary>
    public async Task<List<PageFragment>> DrawAsync(SweepFigureInput input, CancellationToken cancellationToken)
    {
        var fragments = new List<PageFragment>();
        foreach (var source in FigureCatalog.Sweep)
        {
            fragments.Add(await DrawAsync(source, input, cancellationToken));
        }

        return fragments;
    }

    /// <summary>A figure as a fragment.</summary>
    public static async Task<PageFragment> FragmentAsync(PageRenderer renderer, string id, FigureData data, CancellationToken cancellationToken)
    {
        var svg = await FigureRenderer.RenderAsync(data, cancellationToken);
        var html = await renderer.RenderAsync<FigureBox>(
            (nameof(FigureBox.Id), id),
            (nameof(FigureBox.Svg), svg),
            (nameof(FigureBox.Caption), data.Caption),
            (nameof(FigureBox.IsEmpty), data.Empty is not null));
        return new PageFragment($"figure-{id}", html);
    }

    private async Task<PageFragment> DrawAsync(FigureSource<SweepFigureInput> source, SweepFigureInput input, CancellationToken cancellationToken)
    {
        if (!s_moving.Contains(source.Id, StringComparer.Ordinal) && _drawn.TryGetValue(source.Id, out var known) && ReferenceEquals(known.Of, input.Summary))
        {
            return known.Fragment;
        }

        var fragment = await FragmentAsync(renderer, source.Id, source.Compute(input), cancellationToken);
        _drawn[source.Id] = (input.Summary, fragment);
        return fragment;
    }
}
