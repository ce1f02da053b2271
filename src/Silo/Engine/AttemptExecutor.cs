using System.Collections.Concurrent;
using DropoutSweep.Silo.Logging;
using DropoutSweep.Silo.Slots;
using DropoutSweep.Silo.Telemetry;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Engine;

/// <summary>
/// Trains leased trials in a silo's slots: finds a trial's data, runs it, gives it back when it was stopped. Who hands
/// out the leases is the engine's affair.
/// </summary>
internal sealed class AttemptExecutor : IDisposable
{
    private readonly ConcurrentDictionary<AttemptId, ActiveAttempt> _active = new();
    private readonly SlotPool _slots;
    private readonly TrialRunner _runner;
    private readonly SweepShelf _shelf;
    private readonly AttemptServices _services;
    private readonly ISweepObserver _observer;
    private readonly ILogger _logger;
    private readonly Action<Exception> _fail;
    private readonly Action _changed;
    private readonly Func<int, ClaimRequest?> _claim;
    private readonly Lock _taking = new();
    private TaskCompletionSource? _idle;
    private volatile bool _stopping;

    /// <summary>Starts the slots.</summary>
    /// <param name="slots">Their number.</param>
    /// <param name="runner">What runs a trial.</param>
    /// <param name="shelf">The sweeps and their data.</param>
    /// <param name="services">The way to the store.</param>
    /// <param name="observer">Told of everything.</param>
    /// <param name="logger">The log.</param>
    /// <param name="claim">What a slot asks for when it ends a trial; null for nothing.</param>
    /// <param name="changed">Called when a slot has become free.</param>
    /// <param name="fail">Called when the store failed and is not waited for, and on errors of the program.</param>
    public AttemptExecutor(int slots, TrialRunner runner, SweepShelf shelf, AttemptServices services, ISweepObserver observer, ILogger logger, Func<int, ClaimRequest?> claim, Action changed, Action<Exception> fail)
    {
        _runner = runner;
        _shelf = shelf;
        _services = services;
        _observer = observer;
        _logger = logger;
        _fail = fail;
        _claim = claim;
        _changed = changed;
        _slots = new SlotPool(slots, changed);
    }

    /// <summary>The attempts under way.</summary>
    public ICollection<ActiveAttempt> Active => _active.Values;

    /// <summary>Slots that neither train nor wait for data.</summary>
    public IReadOnlyList<int> FreeSlots
    {
        get
        {
            var taken = _active.Values.Select(attempt => attempt.Lease.Slot).ToHashSet();
            return [.. _slots.FreeSlots.Where(slot => !taken.Contains(slot))];
        }
    }

    /// <summary>Whether the silo is asked to stop.</summary>
    public bool IsStopping => _stopping;

    /// <summary>Whether a trial runs that suffers nothing beside it.</summary>
    public bool IsExclusive => _active.Values.Any(attempt => attempt.Lease.Exclusive);

    /// <summary>Takes a lease; training begins in its slot once the data are there.</summary>
    public void Begin(TrialLease lease)
    {
        _ = PrepareAsync(Add(lease, ended: null));
    }

    /// <summary>Takes a lease as <see cref="Begin"/> does if its slot is free and the silo does not stop.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="ended">Called when the attempt is over.</param>
    /// <returns>Whether it was taken.</returns>
    public bool TryBegin(TrialLease lease, Action ended)
    {
        ActiveAttempt attempt;
        lock (_taking)
        {
            if (_stopping || !FreeSlots.Contains(lease.Slot))
            {
                return false;
            }

            attempt = Add(lease, ended);
        }

        _ = PrepareAsync(attempt);
        return true;
    }

    /// <summary>Tells an attempt what to do, if it is under way here.</summary>
    public void Tell(AttemptId id, AttemptDirective directive)
    {
        if (_active.TryGetValue(id, out var attempt))
        {
            attempt.Tell(directive);
        }
    }

    /// <summary>Tells every attempt to save a checkpoint and stop, and waits until all have.</summary>
    /// <returns>Whether all have, in time.</returns>
    public async Task<bool> StopAsync(TimeSpan within, TimeProvider time)
    {
        _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_taking)
        {
            _stopping = true;
        }

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
            await _idle.Task.WaitAsync(within, time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            // What has not come to its end by now is lost with this silo, and goes on elsewhere from its last checkpoint.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _slots.Dispose();
        _shelf.Dispose();
    }

    private ActiveAttempt Add(TrialLease lease, Action? ended)
    {
        var attempt = new ActiveAttempt(lease, _services) { Claim = _stopping ? null : _claim(lease.Slot), Ended = ended };
        return _active.TryAdd(lease.Attempt, attempt) ? attempt : throw new InvalidOperationException($"{lease.Attempt} was handed out twice.");
    }

    private async Task PrepareAsync(ActiveAttempt attempt)
    {
        try
        {
            attempt.Work = await _shelf.GetAsync(attempt.Id.Sweep, attempt.Stop).ConfigureAwait(false);
            _slots.Start(attempt.Lease.Slot, () => TrainOn(attempt));
            return;
        }
        catch (SweepUnavailableException error)
        {
            _shelf.Avoid(attempt.Id.Sweep);
            _logger.Unavailable(attempt.Id.Sweep, error.Message);
            _observer.Notice($"{attempt.Id.Sweep} cannot be trained here for now: {error.Message}");
        }
        catch (OperationCanceledException)
        {
            // Stopped while its data were loaded.
        }
        catch (StoreException error)
        {
            _fail(error);
        }
#pragma warning disable CA1031 // Nobody awaits this task: what it throws ends the engine instead of vanishing.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _fail(error);
        }

        await GiveBackAsync(attempt).ConfigureAwait(false);
        Remove(attempt);
    }

    /// <summary>Trains a trial, and then those that the store hands its slot as each ends: the next one of the same sweep.</summary>
    private void TrainOn(ActiveAttempt first)
    {
        for (var attempt = first; attempt is not null;)
        {
            Train(attempt);
            var next = attempt.Next is { } lease ? Add(lease, ended: null) : null;
            if (next is not null)
            {
                next.Work = attempt.Work;
                if (_stopping)
                {
                    next.Tell(AttemptDirective.Release);
                }
            }

            Remove(attempt);
            attempt = next;
        }
    }

    private void Train(ActiveAttempt attempt)
    {
        using var span = SiloSpans.BeginTrial(attempt.Id, attempt.Lease.Slot);
        try
        {
            _logger.Begun(attempt.Id.Sweep, attempt.Id.Trial, attempt.Lease.Slot, attempt.Id.Attempt);
            var outcome = Run(attempt);
            SiloSpans.EndTrial(span, outcome);
            _logger.Ended(attempt.Id.Sweep, attempt.Id.Trial, attempt.Id.Attempt, outcome.ToString());
            if (outcome == AttemptOutcome.Released)
            {
                attempt.FinishSaving();
                SlotThread.Wait(new ValueTask(GiveBackAsync(attempt)));
            }
            else if (outcome == AttemptOutcome.Cancelled)
            {
                _logger.Dropped(attempt.Id.Sweep, attempt.Id.Trial, attempt.Id.Attempt);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo is going, and the store did not answer in time: the lease runs out by itself.
        }
        catch (StoreException error)
        {
            _fail(error);
        }
#pragma warning disable CA1031 // An error of the program, not of the trial: the engine ends with it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _logger.AttemptFailed(attempt.Id.Sweep, attempt.Id.Trial, attempt.Id.Attempt, error.ToString());
            _fail(error);
        }
    }

    private AttemptOutcome Run(ActiveAttempt attempt)
    {
        var trial = attempt.Lease.Trial;
        if (attempt.Work.Data is { } data)
        {
            return _runner.Run(attempt.Lease.Slot, trial, attempt.Work.Spec.Configuration(trial.Configuration), data, attempt, _observer, attempt.Stop);
        }

        var record = new TrialRecord
        {
            Trial = trial,
            State = TrialState.Failed,
            Failure = attempt.Work.Failure,
        };
        return attempt.Complete(record, model: null) ? AttemptOutcome.Failed : AttemptOutcome.Cancelled;
    }

    private async Task GiveBackAsync(ActiveAttempt attempt)
    {
        try
        {
            await _services.CallAsync(async store =>
            {
                await store.ReleaseAsync([attempt.Id], _services.End).ConfigureAwait(false);
                return true;
            }).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or StoreException)
        {
            // Not given back, it is rescued when its lease has run out.
        }
    }

    private void Remove(ActiveAttempt attempt)
    {
        _active.TryRemove(attempt.Id, out _);
        attempt.Dispose();
        attempt.Ended?.Invoke();
        if (_active.IsEmpty)
        {
            _idle?.TrySetResult();
        }

        _changed();
    }
}
