using System.Runtime.CompilerServices;
using DropoutSweep.Silo.Api.Watching;
using DropoutSweep.Silo.Page.Views;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Page.Live;

/// <summary>The pages that are watched at present: however many watch one, it is loaded once.</summary>
internal sealed class LiveViews(ISweepStore store, SweepWatcher watcher, TimeProvider time, ILogger<LiveViews> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LiveView> _views = new(StringComparer.Ordinal);

    /// <summary>How many pages are watched.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _views.Count;
            }
        }
    }

    /// <summary>A page's contents, the newest each time; those that come faster than they are read are passed over.</summary>
    public async IAsyncEnumerable<PageContent> WatchAsync(IPageView page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var view = Enter(page);
        try
        {
            PageContent? given = null;
            while (true)
            {
                // Asked for before the current content, so that none falls between the two.
                var next = view.Next;
                var content = view.Current;
                if (content is null || ReferenceEquals(content, given) || IsSame(content, given))
                {
                    content = await next.WaitAsync(cancellationToken);
                    if (content is null)
                    {
                        yield break;
                    }
                }

                given = content;
                yield return content;
            }
        }
        finally
        {
            Leave(page.Key, view);
        }
    }

    private static bool IsSame(PageContent content, PageContent? given) =>
        given is not null && content.IsAway == given.IsAway && string.Equals(content.Marks, given.Marks, StringComparison.Ordinal);

    private LiveView Enter(IPageView page)
    {
        lock (_gate)
        {
            if (!_views.TryGetValue(page.Key, out var view))
            {
                view = new LiveView(page, store, watcher, time, logger);
                _views.Add(page.Key, view);
                view.Start();
            }

            view.Readers++;
            return view;
        }
    }

    private void Leave(string key, LiveView view)
    {
        lock (_gate)
        {
            if (--view.Readers == 0)
            {
                _views.Remove(key);
                view.Stop();
            }
        }
    }
}
