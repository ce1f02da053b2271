using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <summary>
/// A sweep under its lock: counters and events are gathered here, and the sweep's row is written once at the end of
/// the transaction.
/// </summary>
internal sealed class SweepSession
{
    private readonly StoreTransaction _transaction;
    private readonly CancellationToken _cancellationToken;
    private List<Statement>? _gathered;

    private SweepSession(StoreTransaction transaction, SweepRecord sweep, long now, CancellationToken cancellationToken)
    {
        _transaction = transaction;
        _cancellationToken = cancellationToken;
        Sweep = sweep;
        Now = now;
    }

    /// <summary>The sweep as it stands.</summary>
    public SweepRecord Sweep { get; set; }

    /// <summary>The store's clock when the sweep was locked, in microseconds.</summary>
    public long Now { get; }

    private StoreSql Sql => _transaction.Sql;

    /// <summary>Locks a sweep until the transaction ends, and then runs queries about it; null when there is none.</summary>
    public static async ValueTask<SweepSession?> LockAsync(
        StoreTransaction transaction, string sweep, CancellationToken cancellationToken, params Query[] then)
    {
        var locked = new RowQuery<(SweepRecord Sweep, long Now)>(
            transaction.Sql.LockSweep, static row => (SweepRow.Read(row), row.GetInt64(SweepRow.Next)), Arg.Text("@sweep", sweep));
        await transaction.QueryAsync(cancellationToken, [locked, .. then]).ConfigureAwait(false);
        return locked.Rows is [var (record, now)] ? new SweepSession(transaction, record, now, cancellationToken) : null;
    }

    /// <summary>The query for trials by their numbers, which locks them, too.</summary>
    public static RowQuery<HeldTrial> TrialsQuery(StoreSql sql, string sweep, IEnumerable<int> numbers) =>
        new(sql.TrialsByNumber, HeldTrial.Read, Arg.Text("@sweep", sweep), Arg.Text("@numbers", Columns.List(numbers)));

    /// <summary>
    /// From here on, what the session writes waits until the sweep is saved, to be run together: for those who
    /// know that no row is written twice.
    /// </summary>
    public void Gather() => _gathered = [];

    /// <summary>Runs a text about one trial of this sweep now, or together with others; its common parameters are given here.</summary>
    public ValueTask WriteAsync(string text, int trial, params Arg[] args) => WriteAsync(About(text, trial, args));

    /// <summary>Runs a text about one trial of this sweep; its common parameters are given here.</summary>
    public ValueTask ExecuteAsync(string text, int trial, params Arg[] args) => RunAsync(About(text, trial, args));

    /// <summary>A text about one trial of this sweep; its common parameters are given here.</summary>
    public Statement About(string text, int trial, params Arg[] args) => new(text, [Arg.Text("@sweep", Sweep.Id), Arg.Int("@trial", trial), .. args]);

    /// <summary>Adds an event.</summary>
    /// <returns>Its sequence number.</returns>
    public async ValueTask<long> AddEventAsync(string kind, int? trial, string data)
    {
        Sweep = Sweep with { Sequence = Sweep.Sequence + 1 };
        await WriteAsync(new Statement(
            Sql.InsertEvent,
            [
                Arg.Text("@sweep", Sweep.Id),
                Arg.Long("@sequence", Sweep.Sequence),
                Arg.Long("@at", Now),
                Arg.Text("@kind", kind),
                Arg.Int("@trial", trial),
                Arg.Text("@data", data),
            ])).ConfigureAwait(false);
        return Sweep.Sequence;
    }

    /// <summary>Moves the sweep to a state; an event tells of it when that is a change.</summary>
    public async ValueTask MoveAsync(SweepState state, string? reason)
    {
        if (state == Sweep.State && string.Equals(reason, Sweep.Reason, StringComparison.Ordinal))
        {
            return;
        }

        Sweep = Sweep with { State = state, Reason = reason };
        Sweep = Sweep with { EndedAt = Sweep.IsEnded ? Sweep.EndedAt ?? Columns.Time(Now) : null };
        await AddEventAsync(SweepEventKinds.Sweep, null, EventData.Sweep(state, reason, Sweep.Trials.Ended)).ConfigureAwait(false);
    }

    /// <summary>A sweep that drains and trains nothing any longer is paused, without a coordinator: this is all that it could decide.</summary>
    public ValueTask RestAsync() =>
        Sweep is { State: SweepState.Draining, Trials.Running: 0 } ? MoveAsync(SweepState.Paused, Sweep.Reason) : ValueTask.CompletedTask;

    /// <summary>Ends an attempt and gives its trial back, pending. One that has not begun has taken no time.</summary>
    public async ValueTask GiveBackAsync(HeldTrial trial, AttemptOutcome outcome, bool begun = true)
    {
        var lost = outcome is AttemptOutcome.Lost or AttemptOutcome.Crashed;
        await ExecuteAsync(
            Sql.GiveBackTrial,
            trial.Number,
            Arg.Int("@attempt", trial.Attempt),
            Arg.Int("@loss", outcome == AttemptOutcome.Lost ? 1 : 0),
            Arg.Int("@crash", outcome == AttemptOutcome.Crashed ? 1 : 0)).ConfigureAwait(false);
        await EndAttemptAsync(trial.Number, trial.Attempt, outcome, ended: null, begun ? null : Now).ConfigureAwait(false);
        var counts = Sweep.Trials;
        Sweep = Sweep with
        {
            Lost = Sweep.Lost + (lost ? 1 : 0),
            Trials = counts with { Running = counts.Running - 1, Pending = counts.Pending + 1 },
        };
        var data = lost
            ? EventData.Lost(trial.Attempt, trial.Silo, outcome == AttemptOutcome.Crashed)
            : EventData.Released(trial.Attempt, trial.Silo);
        await AddEventAsync(lost ? SweepEventKinds.Lost : SweepEventKinds.Released, trial.Number, data).ConfigureAwait(false);
    }

    /// <summary>Hands out a trial with a new attempt.</summary>
    public async ValueTask<TrialLease> LeaseAsync(ReadyTrial ready, ClaimRequest request, int slot)
    {
        var (number, attempt) = (ready.Trial.Number, ready.Attempt + 1);
        Arg[] args = [Arg.Int("@attempt", attempt), Arg.Text("@silo", request.Silo), Arg.Int("@slot", slot), Arg.Long("@now", Now)];
        await WriteAsync(Sql.ClaimTrial, number, [.. args, Arg.Long("@until", Now + Columns.Microseconds(request.Lease))]).ConfigureAwait(false);
        await WriteAsync(Sql.InsertAttempt, number, args).ConfigureAwait(false);
        var counts = Sweep.Trials;
        Sweep = Sweep with
        {
            StartedAt = Sweep.StartedAt ?? Columns.Time(Now),
            Trials = counts with { Pending = counts.Pending - 1, Running = counts.Running + 1 },
        };
        await MoveAsync(SweepState.Running, Sweep.Reason).ConfigureAwait(false);
        await AddEventAsync(SweepEventKinds.Started, number, EventData.Started(attempt, request.Silo, slot)).ConfigureAwait(false);
        return new TrialLease(new AttemptId(Sweep.Id, number, attempt), ready.Trial, slot, ready.Suspect, ready.HasCheckpoint);
    }

    /// <summary>Ends an attempt that has not ended.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="outcome">What it came to.</param>
    /// <param name="ended">When it ended; null for now.</param>
    /// <param name="began">When it began, if that is later than it was handed out; null for then.</param>
    public ValueTask EndAttemptAsync(int trial, int attempt, AttemptOutcome outcome, long? ended = null, long? began = null) => WriteAsync(
        Sql.EndAttempt,
        trial,
        Arg.Int("@attempt", attempt),
        Arg.Text("@outcome", Columns.Name(outcome)),
        Arg.Long("@ended", ended ?? Now),
        Arg.Long("@began", began));

    /// <summary>Asks the coordinator and does what it decided.</summary>
    public async ValueTask DecideAsync(Func<SweepRecord, SweepDecision> decide)
    {
        var decision = decide(Sweep);
        if (decision.ChangesTrials)
        {
            // All trials as they are by now.
            await RunGatheredAsync().ConfigureAwait(false);
        }

        await new DecisionWriter(_transaction, this, _cancellationToken).ApplyAsync(decision).ConfigureAwait(false);
    }

    /// <summary>Writes the sweep's row, and what was gathered.</summary>
    public async ValueTask<SweepRecord> SaveAsync()
    {
        var sweep = Sweep;
        await WriteAsync(new Statement(Sql.SaveSweep,
        [
            Arg.Text("@sweep", sweep.Id),
            Arg.Text("@state", Columns.Name(sweep.State)),
            Arg.Text("@reason", sweep.Reason),
            Arg.Int("@planned", sweep.Planned),
            Arg.Int("@created", sweep.Created),
            Arg.Int("@pending", sweep.Trials.Pending),
            Arg.Int("@running", sweep.Trials.Running),
            Arg.Int("@completed", sweep.Trials.Completed),
            Arg.Int("@stoppedEarly", sweep.Trials.StoppedEarly),
            Arg.Int("@failed", sweep.Trials.Failed),
            Arg.Int("@cancelled", sweep.Trials.Cancelled),
            Arg.Int("@lost", sweep.Lost),
            Arg.Long("@epochs", sweep.Epochs),
            Arg.Real("@seconds", sweep.Seconds),
            Arg.Int("@bestTrial", sweep.BestTrial),
            Arg.Real("@bestCost", sweep.BestCost),
            Arg.Long("@sequence", sweep.Sequence),
            Arg.Long("@startedAt", sweep.StartedAt is { } started ? Columns.Microseconds(started) : null),
            Arg.Long("@endedAt", sweep.EndedAt is { } ended ? Columns.Microseconds(ended) : null),
        ])).ConfigureAwait(false);
        await RunGatheredAsync().ConfigureAwait(false);
        _gathered = null;
        return sweep;
    }

    private ValueTask RunAsync(Statement statement) => _transaction.ExecuteAsync(statement.Text, _cancellationToken, statement.Args);

    private ValueTask WriteAsync(Statement statement)
    {
        if (_gathered is null)
        {
            return RunAsync(statement);
        }

        _gathered.Add(statement);
        return ValueTask.CompletedTask;
    }

    private async ValueTask RunGatheredAsync()
    {
        if (_gathered is { Count: > 0 } gathered)
        {
            await _transaction.ExecuteTogetherAsync(gathered, _cancellationToken).ConfigureAwait(false);
            _gathered = [];
        }
    }
}
