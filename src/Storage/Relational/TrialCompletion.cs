using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Relational;

/// <summary>
/// Ends an attempt with its trial's result, and on request hands its slot the sweep's next trial, in one transaction. The
/// result, which nothing else ever writes, is written before the sweep is locked: ends of other trials wait for the rest only.
/// </summary>
internal sealed class TrialCompletion(StoreTransaction transaction, AttemptEnd end, ClaimRequest? next, CancellationToken cancellationToken)
{
    private readonly int _number = end.Attempt.Trial;

    /// <summary>What is not a number is no cost, and no trial without a cost is ever the best.</summary>
    private readonly double? _cost = double.IsNaN(end.Cost) || double.IsPositiveInfinity(end.Cost) ? null : end.Cost;

    public async ValueTask<AttemptSuccession> RunAsync(Func<SweepRecord, SweepDecision> decide)
    {
        var sql = transaction.Sql;
        await WriteResultAsync().ConfigureAwait(false);
        var held = new RowQuery<HeldTrial>(sql.EndingTrial, HeldTrial.ReadEnding, Arg.Text("@sweep", end.Attempt.Sweep), Arg.Int("@trial", _number));
        var ready = new RowQuery<ReadyTrial>(sql.ReadyNext, ReadyTrial.Read, Arg.Text("@sweep", end.Attempt.Sweep));
        var session = await SweepSession.LockAsync(transaction, end.Attempt.Sweep, cancellationToken, next is null ? [held] : [held, ready])
            .ConfigureAwait(false);
        if (session is null)
        {
            transaction.Abandon();
            return default;
        }

        var trials = held.Rows;
        if (trials is not [var trial] || !trial.IsHeldBy(end.Attempt.Attempt))
        {
            // The attempt may have been lost while it waited for the lock.
            transaction.Abandon();

            // Its first try was committed and only the answer was lost: what was asked for is done.
            var done = transaction.MayRepeat && trials is [var now] && now.Attempt == end.Attempt.Attempt && now.State == end.Record.State;
            return done ? new AttemptSuccession(session.Sweep, Next: null) : default;
        }

        await WriteEpochsAsync(session, trial).ConfigureAwait(false);
        session.Gather();
        await session.WriteAsync(sql.DropCheckpoint, _number).ConfigureAwait(false);
        await EndAsync(session, trial).ConfigureAwait(false);
        await KeepModelAsync(session).ConfigureAwait(false);
        await session.DecideAsync(decide).ConfigureAwait(false);

        // What the coordinator has just added waits for the next claim.
        var goesOn = next is not null && ready.Rows.Count > 0 && session.Sweep.State == SweepState.Running;
        var lease = goesOn ? await session.LeaseAsync(ready.Rows[0], next!, next!.Slots[0]).ConfigureAwait(false) : null;
        return new AttemptSuccession(await session.SaveAsync().ConfigureAwait(false), lease);
    }

    private AttemptOutcome Outcome => end.Record.State switch
    {
        TrialState.Completed => AttemptOutcome.Completed,
        TrialState.StoppedEarly => AttemptOutcome.StoppedEarly,
        TrialState.Failed => AttemptOutcome.Failed,
        _ => throw new ArgumentException($"A trial does not end as {end.Record.State}.", nameof(end)),
    };

    private async ValueTask WriteResultAsync()
    {
        if (end.Record.Result is { } result)
        {
            await transaction.ExecuteAsync(
                transaction.Sql.WriteResult,
                cancellationToken,
                Arg.Text("@sweep", end.Attempt.Sweep),
                Arg.Int("@trial", _number),
                Arg.Int("@attempt", end.Attempt.Attempt),
                Arg.Text("@result", TrialRecordText.Write(result)),
                Arg.Text("@confusion", TrialRecordText.WriteConfusion(result.TestConfusion))).ConfigureAwait(false);
        }
    }

    /// <summary>Not before the sweep is locked: a report of these epochs may be under way, which holds the lock.</summary>
    private async ValueTask WriteEpochsAsync(SweepSession session, HeldTrial trial)
    {
        if (end.Record.Result is not { Epochs: var epochs })
        {
            return;
        }

        // A report that was made may be lost with the server's newest commits; later ones then leave a hole.
        var stored = trial.StoredEpochs == trial.Epochs ? Math.Min(end.Reported, trial.Epochs) : 0;
        var missing = epochs.Where(epoch => epoch.Epoch > stored).Select(epoch => session.About(
            transaction.Sql.WriteEpoch, _number, Arg.Int("@epoch", epoch.Epoch), Arg.Text("@metrics", TrialRecordText.Write(epoch))));
        await transaction.ExecuteTogetherAsync([.. missing], cancellationToken).ConfigureAwait(false);

        // An attempt that was lost may have come further than this one did before it was stopped.
        if (trial.Epochs > epochs.Count)
        {
            await session.ExecuteAsync(transaction.Sql.DropEpochsAfter, _number, Arg.Int("@epoch", epochs.Count)).ConfigureAwait(false);
        }
    }

    private async ValueTask EndAsync(SweepSession session, HeldTrial trial)
    {
        var (record, sql) = (end.Record, transaction.Sql);
        var epochs = record.Result?.Epochs.Count ?? trial.Epochs;
        await session.EndAttemptAsync(_number, trial.Attempt, Outcome).ConfigureAwait(false);
        var sequence = await session.AddEventAsync(SweepEventKinds.Ended, _number, EventData.Ended(trial.Attempt, record.State, record.Failure))
            .ConfigureAwait(false);
        await session.WriteAsync(
            sql.EndTrial,
            _number,
            Arg.Int("@attempt", trial.Attempt),
            Arg.Text("@state", Columns.Name(record.State)),
            Arg.Int("@epochs", epochs),
            Arg.Real("@seconds", record.Seconds),
            Arg.Real("@cost", _cost),
            Arg.Text("@failureKind", record.Failure is { } failure ? Columns.Name(failure.Kind) : null),
            Arg.Text("@failure", record.Failure?.Message),
            Arg.Long("@now", session.Now),
            Arg.Long("@sequence", sequence)).ConfigureAwait(false);

        var (sweep, counts) = (session.Sweep, session.Sweep.Trials);
        counts = record.State switch
        {
            TrialState.Completed => counts with { Completed = counts.Completed + 1 },
            TrialState.StoppedEarly => counts with { StoppedEarly = counts.StoppedEarly + 1 },
            _ => counts with { Failed = counts.Failed + 1 },
        };
        session.Sweep = sweep with
        {
            Trials = counts with { Running = counts.Running - 1 },
            Epochs = sweep.Epochs + epochs,
            Seconds = sweep.Seconds + (record.Seconds - trial.Seconds),
        };
        if (record.State != TrialState.Failed && _cost is { } cost && IsBest(sweep, cost))
        {
            session.Sweep = session.Sweep with { BestTrial = _number, BestCost = cost };
        }
    }

    private bool IsBest(SweepRecord sweep, double cost) =>
        sweep.BestCost is not { } best || cost < best || (cost.Equals(best) && _number < sweep.BestTrial);

    private async ValueTask KeepModelAsync(SweepSession session)
    {
        var keep = session.Sweep.KeepModels;
        if (end.Model is not { } model || keep < 1)
        {
            return;
        }

        var id = Arg.Text("@sweep", session.Sweep.Id);
        var cost = _cost ?? double.PositiveInfinity;
        var worst = await transaction.QueryAsync(
            transaction.Sql.KeptModel,
            static row => (Cost: row.GetDouble(0), Trial: row.GetInt32(1)),
            cancellationToken,
            id,
            Arg.Int("@place", keep - 1)).ConfigureAwait(false);
        if (worst.Count > 0 && (cost, _number).CompareTo((worst[0].Cost, worst[0].Trial)) > 0)
        {
            return;
        }

        await session.ExecuteAsync(
            transaction.Sql.WriteModel,
            _number,
            Arg.Real("@cost", cost),
            Arg.Long("@bytes", model.Length),
            Arg.Blob("@data", model)).ConfigureAwait(false);
        if (worst.Count > 0)
        {
            await transaction.ExecuteAsync(transaction.Sql.PruneModels, cancellationToken, id, Arg.Int("@keep", keep)).ConfigureAwait(false);
        }
    }
}
