using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Api.Watching;

/// <summary>
/// Watches the store for all who wait for news of a sweep: one wait for changes, and one look at each sweep that
/// somebody waits for, however many they are. While nobody waits it rests.
/// </summary>
internal sealed class SweepWatcher(ISweepStore store, TimeProvider time, ILogger<SweepWatcher> logger) : BackgroundService
{
    /// <summary>How long one wait for changes lasts; a bound on what a missed change can cost.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>Changes that come faster are told together.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<Waiter> _waiters = [];
    private TaskCompletionSource _somebody = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiters.Count;
            }
        }
    }

    /// <summary>Waits for an event of a sweep.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="after">The newest event that is known.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when there is a newer one or the sweep is gone; false when time is up.</returns>
    public Task<bool> WaitAsync(string sweep, long after, TimeSpan timeout, CancellationToken cancellationToken) =>
        // What happened before it was entered is told to nobody.
        WaitAsync(new Waiter(sweep, after), async waiter => waiter.Tell(await store.FindSweepAsync(sweep, cancellationToken)), timeout, cancellationToken);

    /// <summary>Waits until anything in the store may have changed; tells so too early rather than too late.</summary>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when something may have changed; false when time is up.</returns>
    public Task<bool> WaitForAnyAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitAsync(new Waiter(sweepId: null, after: 0), _ => Task.CompletedTask, timeout, cancellationToken);

    private async Task<bool> WaitAsync(Waiter waiter, Func<Waiter, Task> look, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Enter(waiter);
        try
        {
            await look(waiter);
            await waiter.News.WaitAsync(timeout, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            Leave(waiter);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = 0L;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Somebody().WaitAsync(stoppingToken);
            try
            {
                seen = await store.WaitForChangeAsync(seen, s_patience, stoppingToken);
                await TellAsync(stoppingToken);
                await Task.Delay(s_pause, time, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                if (error is not StoreException)
                {
                    // The store tells of itself.
                    logger.WatchFailed(error);
                }

                await Task.Delay(s_afterFailure, time, stoppingToken);
            }
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var group in Snapshot().GroupBy(waiter => waiter.Sweep, StringComparer.Ordinal))
        {
            var sweep = group.Key is { } id ? await store.FindSweepAsync(id, cancellationToken) : null;
            foreach (var waiter in group)
            {
                waiter.Tell(sweep);
            }
        }
    }

    private Task Somebody()
    {
        lock (_gate)
        {
            return _somebody.Task;
        }
    }

    private List<Waiter> Snapshot()
    {
        lock (_gate)
        {
            return [.. _waiters];
        }
    }

    private void Enter(Waiter waiter)
    {
        lock (_gate)
        {
            _waiters.Add(waiter);
            _somebody.TrySetResult();
        }
    }

    private void Leave(Waiter waiter)
    {
        lock (_gate)
        {
            _waiters.Remove(waiter);
            if (_waiters.Count == 0)
            {
                _somebody = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
