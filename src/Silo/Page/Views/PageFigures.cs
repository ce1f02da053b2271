using DropoutSweep.Figures;
using DropoutSweep.Silo.Page.Components;
using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Silo.Page.Views;

/// <summary>
/// The figures of one sweep's page. Those that depend on ended trials alone are kept until another one has ended, and
/// large ones for a while even then: a sweep of 10,000 trials must not be drawn and sent whole four times a second.
/// </summary>
internal sealed class PageFigures(PageRenderer renderer, TimeProvider time)
{
    /// <summary>Characters from which a figure is large.</summary>
    private const int Large = 100_000;

    private static readonly TimeSpan s_largeStays = TimeSpan.FromSeconds(3);

    /// <summary>Figures that change while trials run: their curves, and who trains what.</summary>
    private static readonly string[] s_moving = ["learning-curves", "timeline"];

    private readonly Dictionary<string, (SweepSummary Of, long At, PageFragment Fragment)> _drawn = new(StringComparer.Ordinal);

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
            (nameof(FigureBox.Title), data.Title),
            (nameof(FigureBox.Svg), svg),
            (nameof(FigureBox.Caption), data.Caption),
            (nameof(FigureBox.IsEmpty), data.Empty is not null));
        return new PageFragment($"figure-{id}", html);
    }

    private async Task<PageFragment> DrawAsync(FigureSource<SweepFigureInput> source, SweepFigureInput input, CancellationToken cancellationToken)
    {
        if (_drawn.TryGetValue(source.Id, out var known) && (IsSettled(source.Id, known.Of, input) || IsFresh(known.At, known.Fragment, input)))
        {
            return known.Fragment;
        }

        var fragment = await FragmentAsync(renderer, source.Id, source.Compute(input), cancellationToken);
        _drawn[source.Id] = (input.Summary, time.GetTimestamp(), fragment);
        return fragment;
    }

    private static bool IsSettled(string id, SweepSummary of, SweepFigureInput input) =>
        !s_moving.Contains(id, StringComparer.Ordinal) && ReferenceEquals(of, input.Summary);

    /// <summary>Whether a large figure may stay: while trials run, which will bring the page up to date again.</summary>
    private bool IsFresh(long at, PageFragment fragment, SweepFigureInput input) =>
        input.Now is not null && fragment.Html.Length >= Large && time.GetElapsedTime(at) < s_largeStays;
}
