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
    private readonly ActiveAttempts _active;
    private readonly SlotPool _slots;
    private readonly TrialRunner _runner;
    private readonly SweepShelf _shelf;
    private readonly ISweepObserver _observer;
    private readonly ILogger _logger;
    private readonly Action<Exception> _fail;
    private readonly Func<ActiveAttempt, SlotTurn> _begin;
    private readonly Lock _taking = new();

    /// <summary>Starts the slots.</summary>
    /// <param name="slots">Their number.</param>
    /// <param name="runner">What runs a trial.</param>
    /// <param name="shelf">The sweeps and their data.</param>
    /// <param name="active">The attempts.</param>
    /// <param name="observer">Told of everything.</param>
    /// <param name="logger">The log.</param>
    /// <param name="begin">Begins a slot's turn with its first attempt.</param>
    /// <param name="changed">Called when a slot has become free.</param>
    /// <param name="fail">Called when the store failed and is not waited for, and on errors of the program.</param>
    public AttemptExecutor(int slots, TrialRunner runner, SweepShelf shelf, ActiveAttempts active, ISweepObserver observer, ILogger logger, Func<ActiveAttempt, SlotTurn> begin, Action changed, Action<Exception> fail)
    {
        _runner = runner;
        _shelf = shelf;
        _active = active;
        _observer = observer;
        _logger = logger;
        _fail = fail;
        _begin = begin;
        _slots = new SlotPool(slots, changed);
    }

    /// <summary>The attempts under way.</summary>
    public ICollection<ActiveAttempt> Active => _active.All;

    /// <summary>Slots that neither train nor wait for data.</summary>
    public IReadOnlyList<int> FreeSlots
    {
        get
        {
            var taken = _active.All.Select(attempt => attempt.Lease.Slot).ToHashSet();
            return [.. _slots.FreeSlots.Where(slot => !taken.Contains(slot))];
        }
    }

    /// <summary>Whether the silo is asked to stop.</summary>
    public bool IsStopping => _active.IsStopping;

    /// <summary>Whether an error of the program came of an attempt, whose trial is under suspicion then.</summary>
    public bool HasThrown { get; private set; }

    /// <summary>Whether a trial runs that suffers nothing beside it.</summary>
    public bool IsExclusive => _active.All.Any(attempt => attempt.Lease.Exclusive);

    /// <summary>Takes a lease; training begins in its slot once the data are there.</summary>
    public void Begin(TrialLease lease)
    {
        _ = PrepareAsync(_active.Add(lease));
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
            if (IsStopping || !FreeSlots.Contains(lease.Slot))
            {
                return false;
            }

            attempt = _active.Add(lease, ended);
        }

        _ = PrepareAsync(attempt);
        return true;
    }

    /// <summary>Tells an attempt what to do, if it is under way here.</summary>
    public void Tell(AttemptId id, AttemptDirective directive) => _active.Tell(id, directive);

    /// <summary>Tells every attempt to save a checkpoint and stop, and waits until all have.</summary>
    /// <returns>Whether all have, in time.</returns>
    public Task<bool> StopAsync(TimeSpan within, TimeProvider time)
    {
        lock (_taking)
        {
            _active.BeginStop();
        }

        return _active.StopAsync(within, time);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _slots.Dispose();
        _shelf.Dispose();
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

        await _active.GiveBackAsync(attempt).ConfigureAwait(false);
        _active.Remove(attempt);
    }

    /// <summary>Trains a trial, and then those that the store hands its slot as trials end: the next ones of the same sweep.</summary>
    private void TrainOn(ActiveAttempt first)
    {
        using var turn = _begin(first);
        while (Next(turn) is { } attempt)
        {
            Train(attempt);
            turn.Settle(attempt);
        }
    }

    private ActiveAttempt? Next(SlotTurn turn)
    {
        try
        {
            return turn.Next();
        }
        catch (OperationCanceledException)
        {
            // The silo is going, as below.
        }
#pragma warning disable CA1031 // The store, which is not waited for, or an error of the program: the engine ends with it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _fail(error);
        }

        return null;
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
                SlotThread.Wait(new ValueTask(_active.GiveBackAsync(attempt)));
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
            HasThrown = true;
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
}
