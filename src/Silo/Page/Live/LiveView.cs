using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using DropoutSweep.Silo.Api;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Api.Watching;
using DropoutSweep.Silo.Page.Views;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Page.Live;

/// <summary>
/// A page that somebody watches: loaded once for all who do, when the store has changed, at most four times a second,
/// and less often when loading it takes long.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer, whose wait handle is never asked for, holds nothing to dispose.")]
internal sealed class LiveView(IPageView view, ISweepStore store, SweepWatcher watcher, TimeProvider time, ILogger logger)
{
    /// <summary>Least time between two loads.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Loading takes at most one part in so many of the time.</summary>
    private const int Share = 4;

    /// <summary>What runs shows how long it has run, though nothing else may have happened.</summary>
    private static readonly TimeSpan s_refresh = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Whatever takes longer than this and the refresh has the store asked whether it answers at all, and so long it is given to.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource<PageContent?> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Those who watch; counted by <see cref="LiveViews"/> under its lock.</summary>
    public int Readers { get; set; }

    /// <summary>The newest content; null before the first, and when what it showed is gone.</summary>
    public PageContent? Current { get; private set; }

    /// <summary>Ends with the content after the current one; with null when there will be none.</summary>
    public Task<PageContent?> Next => Volatile.Read(ref _next).Task;

    /// <summary>Starts loading.</summary>
    public void Start() => _ = Task.Run(RunAsync);

    /// <summary>Stops loading, for good.</summary>
    public void Stop() => _stop.Cancel();

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var cost = await LoadAsync();
                await Task.Delay(cost * Share > Pause ? cost * Share : Pause, time, _stop.Token);
                await WaitAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody watches any more.
        }
        catch (ApiException)
        {
            // What it shows has been deleted: whoever asks again is told so.
        }
#pragma warning disable CA1031 // Nobody awaits this: logged here, and the streams end, so that browsers ask again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            logger.LiveFailed(error, view.Key);
        }
        finally
        {
            Current = null;
            Volatile.Read(ref _next).TrySetResult(null);
        }
    }

    private async Task<TimeSpan> LoadAsync()
    {
        var from = Stopwatch.GetTimestamp();
        try
        {
            var loading = view.LoadAsync(_stop.Token);
            await AttendAsync(loading, s_patience);
            Publish(await loading);
        }
        catch (StoreException)
        {
            // It tells of itself.
            Publish(PageContent.Away);
            await Task.Delay(s_afterFailure, time, _stop.Token);
        }

        return Stopwatch.GetElapsedTime(from);
    }

    private async Task WaitAsync()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var change = view.Sweep is { } sweep && Current is { } current
            ? watcher.WaitAsync(sweep, current.Sequence, s_refresh, enough.Token)
            : watcher.WaitForAnyAsync(s_refresh, enough.Token);
        if (Current?.Soon is { } soon)
        {
            await Task.WhenAny(change, soon);
            await enough.CancelAsync();
        }

        try
        {
            await AttendAsync(change, s_refresh + s_patience);
            await change;
        }
        catch (StoreException)
        {
            // As above.
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            // Something else came first.
        }
    }

    private void Publish(PageContent content)
    {
        var known = Current;
        Current = content;
        if (known is null || known.IsAway != content.IsAway || !string.Equals(known.Marks, content.Marks, StringComparison.Ordinal))
        {
            Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult(content);
        }
    }

    /// <summary>Waits for work that needs the store. When it takes long, that may be the work or the store: the store is asked.</summary>
    private async Task AttendAsync(Task work, TimeSpan patience)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        while (await Task.WhenAny(work, Task.Delay(patience, time, over.Token)) != work)
        {
            _stop.Token.ThrowIfCancellationRequested();
            if (!await AnswersAsync())
            {
                Publish(PageContent.Away);
            }
        }

        await over.CancelAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        using var limit = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        try
        {
            await store.ListSilosAsync(either.Token);
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
