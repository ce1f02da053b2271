using System.Collections.Concurrent;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Engine;

/// <summary>The attempts that a silo holds: those that are trained, those that wait for their data or their slot, and those whose ends are on their way.</summary>
/// <param name="services">The way to the store.</param>
/// <param name="changed">Called when attempts are over.</param>
internal sealed class ActiveAttempts(AttemptServices services, Action changed)
{
    private readonly ConcurrentDictionary<AttemptId, ActiveAttempt> _active = new();
    private TaskCompletionSource? _idle;
    private volatile bool _stopping;

    /// <summary>All of them.</summary>
    public ICollection<ActiveAttempt> All => _active.Values;

    /// <summary>Whether the silo is asked to stop.</summary>
    public bool IsStopping => _stopping;

    /// <summary>Takes a lease.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="ended">Called when the attempt is over; null for nobody.</param>
    /// <param name="ahead">Whether its slot was handed it together with others.</param>
    public ActiveAttempt Add(TrialLease lease, Action? ended = null, bool ahead = false)
    {
        var attempt = new ActiveAttempt(lease, services) { Ended = ended, IsAhead = ahead };
        if (!_active.TryAdd(lease.Attempt, attempt))
        {
            throw new InvalidOperationException($"{lease.Attempt} was handed out twice.");
        }

        if (_stopping)
        {
            attempt.Tell(AttemptDirective.Release);
        }

        return attempt;
    }

    /// <summary>Tells an attempt what to do, if it is under way here.</summary>
    public void Tell(AttemptId id, AttemptDirective directive)
    {
        if (_active.TryGetValue(id, out var attempt))
        {
            attempt.Tell(directive);
        }
    }

    /// <summary>Attempts are over.</summary>
    public void Remove(params IReadOnlyList<ActiveAttempt> attempts)
    {
        foreach (var attempt in attempts)
        {
            _active.TryRemove(attempt.Id, out _);
            attempt.Dispose();
            attempt.Ended?.Invoke();
        }

        if (_active.IsEmpty)
        {
            _idle?.TrySetResult();
        }

        changed();
    }

    /// <summary>From here on, every attempt that is taken is told to stop.</summary>
    public void BeginStop()
    {
        _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stopping = true;
    }

    /// <summary>After <see cref="BeginStop"/>: tells every attempt to save a checkpoint and stop, and waits until all have.</summary>
    /// <returns>Whether all have, in time.</returns>
    public async Task<bool> StopAsync(TimeSpan within, TimeProvider time)
    {
        foreach (var attempt in _active.Values)
        {
            attempt.Tell(AttemptDirective.Release);
        }

        if (_active.IsEmpty)
        {
            return true;
        }

        try
        {
            await _idle!.Task.WaitAsync(within, time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            // What has not come to its end by now is lost with this silo, and goes on elsewhere from its last checkpoint.
            return false;
        }
    }

    /// <summary>Gives an attempt back, as far as the store can be told.</summary>
    public Task GiveBackAsync(ActiveAttempt attempt) => TellAsync(store => store.ReleaseAsync([attempt.Id], services.End));

    /// <summary>Gives attempts back that have not begun, likewise.</summary>
    public Task ReturnAsync(IReadOnlyList<ActiveAttempt> attempts) =>
        TellAsync(store => store.ReturnAsync([.. attempts.Select(attempt => attempt.Id)], services.End));

    private async Task TellAsync(Func<ISweepStore, ValueTask> tell)
    {
        try
        {
            await services.CallAsync(async store =>
            {
                await tell(store).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or StoreException)
        {
            // Not given back, they are rescued when their leases have run out.
        }
    }
}
