using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Page.Views;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Page;

/// <summary>The pages that show what is in the store, by their addresses.</summary>
internal sealed class PageViews(ISweepStore store, KnownSweeps sweeps, SummaryCache summaries, Neighbours neighbours, PageRenderer renderer, TimeProvider time)
{
    public IPageView Sweeps(IQueryCollection query) => new SweepListPage(store, neighbours, renderer, PageQuery.Number(query["from"]));

    public IPageView Sweep(string id, IQueryCollection query) =>
        new SweepPage(store, sweeps, summaries, neighbours, renderer, time, id, PageQuery.Of(query));

    public IPageView Trial(string id, int number) => new OneTrialPage(store, sweeps, neighbours, renderer, id, number);

    public IPageView Silos() => new SiloListPage(store, neighbours, renderer);
}
