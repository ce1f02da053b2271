using DropoutSweep.Silo.Api.Silos;
using DropoutSweep.Silo.Page.Components;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Silo.Page.Views;

/// <summary>The silos of the store, and what runs in their slots.</summary>
internal sealed class SiloListPage(ISweepStore store, Neighbours neighbours, PageRenderer renderer) : IPageView
{
    private const int MostSweeps = 50;
    private const int MostTrials = 1_000;

    public string Key => "silos";

    public string? Sweep => null;

    public async Task<PageContent> LoadAsync(CancellationToken cancellationToken)
    {
        var silos = await store.ListSilosAsync(cancellationToken);
        var running = await RunningAsync(cancellationToken);
        var table = await renderer.RenderAsync<SiloTable>(
            (nameof(SiloTable.Silos), silos),
            (nameof(SiloTable.Running), running.ToLookup(pair => pair.Trial.Silo ?? string.Empty, StringComparer.Ordinal)));
        var members = await renderer.RenderAsync<MemberTable>(
            (nameof(MemberTable.Memberships), await Memberships.ReadAsync(store, silos, cancellationToken) ?? []));
        return new PageContent
        {
            Title = "Silos",
            Section = PagePaths.Silos,
            Sections =
            [
                new PageSection("silos", "Silos", [new PageFragment("silos", table), new PageFragment("members", members)], IsTitle: true),
                await NeighbourSection.LoadAsync(neighbours, renderer, cancellationToken),
            ],
        };
    }

    private async Task<List<(SweepRecord Sweep, StoredTrial Trial)>> RunningAsync(CancellationToken cancellationToken)
    {
        var running = new List<(SweepRecord, StoredTrial)>();
        foreach (var sweep in await store.ListSweepsAsync(
            new SweepQuery { States = [SweepState.Running, SweepState.Paused, SweepState.Draining], Limit = MostSweeps }, cancellationToken))
        {
            if (sweep.Trials.Running > 0)
            {
                var trials = await store.ListTrialsAsync(new TrialQuery { Sweep = sweep.Id, States = [TrialState.Running], Limit = MostTrials }, cancellationToken);
                running.AddRange(trials.Trials.Select(trial => (sweep, trial)));
            }
        }

        return running;
    }
}
