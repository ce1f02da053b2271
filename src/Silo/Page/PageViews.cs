using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Page.Looks;
using DropoutSweep.Silo.Page.Views;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Page;

/// <summary>The pages that show what is in the store, by their addresses.</summary>
internal sealed class PageViews(ISweepStore store, KnownSweeps sweeps, SummaryCache summaries, Neighbours neighbours, ModelLooks looks, PageRenderer renderer, TimeProvider time)
{
    public IPageView Sweeps(IQueryCollection query) => new SweepListPage(store, neighbours, renderer, PageQuery.Number(query["from"]));

    public IPageView Sweep(string id, IQueryCollection query) =>
        new SweepPage(store, sweeps, summaries, neighbours, renderer, time, id, PageQuery.Of(query));

    public IPageView Trial(string id, int number, IQueryCollection query) => new OneTrialPage(store, sweeps, neighbours, looks, renderer, id, number, LookQuery.Of(query));

    public IPageView Silos() => new SiloListPage(store, neighbours, renderer);
}
