using DropoutSweep.Silo.Api;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Page.Components;
using DropoutSweep.Silo.Page.Views;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Page;

/// <summary>
/// Renders the pages that are likeliest to be asked for first, once, beside everything else that a silo starts with: compiling what
/// draws figures and summing up a sweep of 10,000 trials take longer than a reader should wait for the first paint.
/// </summary>
internal sealed class PageWarmUp(PageViews views, PageRenderer renderer, ISweepStore store, ILogger<PageWarmUp> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A store without sweeps has only small pages, and a silo that has just started has better things to do.
            if (await store.ListSweepsAsync(new SweepQuery { Limit = 1 }, stoppingToken) is [var newest, ..])
            {
                await RenderAsync(views.Sweeps(QueryCollection.Empty), stoppingToken);
                await RenderAsync(views.Sweep(newest.Id, QueryCollection.Empty), stoppingToken);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ApiException)
        {
            // The silo stops, or the sweep has just been deleted.
        }
#pragma warning disable CA1031 // Nothing is lost: the first reader waits longer, and is told what is wrong if it still is.
        catch (Exception error)
#pragma warning restore CA1031
        {
            logger.WarmUpFailed(error);
        }
    }

    private async Task RenderAsync(IPageView view, CancellationToken cancellationToken)
    {
        var content = await view.LoadAsync(cancellationToken);
        await renderer.RenderAsync<PageSections>((nameof(PageSections.Content), content));
    }
}
