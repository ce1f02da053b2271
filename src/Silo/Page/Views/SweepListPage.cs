using DropoutSweep.Silo.Page.Components;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Page.Views;

/// <summary>All sweeps with their progress.</summary>
internal sealed class SweepListPage(ISweepStore store, Neighbours neighbours, PageRenderer renderer, int from) : IPageView
{
    public string Key => $"sweeps {from}";

    public string? Sweep => null;

    public async Task<PageContent> LoadAsync(CancellationToken cancellationToken)
    {
        var sweeps = await store.ListSweepsAsync(new SweepQuery { Offset = from, Limit = PageQuery.SweepsPerPage + 1 }, cancellationToken);
        SweepRecord[] shown = [.. sweeps.Take(PageQuery.SweepsPerPage)];
        var list = await renderer.RenderAsync<SweepList>(
            (nameof(SweepList.Sweeps), shown),
            (nameof(SweepList.From), from),
            (nameof(SweepList.More), sweeps.Count > shown.Length));
        var running = shown.Count(sweep => sweep.State == SweepState.Running);
        return new PageContent
        {
            Title = running > 0 ? $"{running} running · Sweeps" : "Sweeps",
            Section = PagePaths.Home,
            Sections =
            [
                new PageSection("list", "Sweeps", [new PageFragment("sweeps", list)], IsTitle: true),
                await NeighbourSection.LoadAsync(neighbours, renderer, cancellationToken),
            ],
        };
    }
}
