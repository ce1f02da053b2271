using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Relational;

/// <summary>Writes what one attempt came to. All but the result is written under the sweep's lock.</summary>
internal sealed class AttemptEnding(StoreTransaction transaction, AttemptEnd end, CancellationToken cancellationToken)
{
    /// <summary>What is not a number is no cost, and no trial without a cost is ever the best.</summary>
    private readonly double? _cost = double.IsNaN(end.Cost) || double.IsPositiveInfinity(end.Cost) ? null : end.Cost;

    /// <summary>The trial's number.</summary>
    public int Number { get; } = end.Attempt.Trial;

    private AttemptOutcome Outcome => end.Record.State switch
    {
        TrialState.Completed => AttemptOutcome.Completed,
        TrialState.StoppedEarly => AttemptOutcome.StoppedEarly,
        TrialState.Failed => AttemptOutcome.Failed,
        _ => throw new ArgumentException($"A trial does not end as {end.Record.State}.", nameof(end)),
    };

    /// <summary>The trial's result; null when it has none. Writes nothing when the attempt is not the trial's any more.</summary>
    public Statement? Result() => end.Record.Result is not { } result ? null : new Statement(
        transaction.Sql.WriteResult,
        [
            Arg.Text("@sweep", end.Attempt.Sweep),
            Arg.Int("@trial", Number),
            Arg.Int("@attempt", end.Attempt.Attempt),
            Arg.Text("@result", TrialRecordText.Write(result)),
            Arg.Text("@confusion", TrialRecordText.WriteConfusion(result.TestConfusion)),
        ]);

    /// <summary>
    /// The epochs that the store does not have. Not to be written before the sweep is locked: a report of them may be under
    /// way, which holds the lock.
    /// </summary>
    public IEnumerable<Statement> MissingEpochs(SweepSession session, HeldTrial trial)
    {
        // A report that was made may be lost with the server's newest commits; later ones then leave a hole.
        var stored = trial.StoredEpochs == trial.Epochs ? Math.Min(end.Reported, trial.Epochs) : 0;
        return (end.Record.Result?.Epochs ?? []).Where(epoch => epoch.Epoch > stored).Select(epoch => session.About(
            transaction.Sql.WriteEpoch, Number, Arg.Int("@epoch", epoch.Epoch), Arg.Text("@metrics", TrialRecordText.Write(epoch))));
    }

    /// <summary>An attempt that was lost may have come further than this one did before it was stopped.</summary>
    public async ValueTask DropLaterEpochsAsync(SweepSession session, HeldTrial trial)
    {
        if (end.Record.Result is { Epochs: var epochs } && trial.Epochs > epochs.Count)
        {
            await session.ExecuteAsync(transaction.Sql.DropEpochsAfter, Number, Arg.Int("@epoch", epochs.Count)).ConfigureAwait(false);
        }
    }

    /// <summary>Ends attempt and trial, and counts them.</summary>
    public async ValueTask EndAsync(SweepSession session, HeldTrial trial)
    {
        var (record, sql) = (end.Record, transaction.Sql);
        var epochs = record.Result?.Epochs.Count ?? trial.Epochs;
        var ended = session.Now - Columns.Microseconds(end.EndedAgo);
        var began = end.BeganAgo is { } ago ? session.Now - Columns.Microseconds(ago) : (long?)null;
        await session.WriteAsync(sql.DropCheckpoint, Number).ConfigureAwait(false);
        await session.EndAttemptAsync(Number, trial.Attempt, Outcome, ended, began).ConfigureAwait(false);
        var sequence = await session.AddEventAsync(SweepEventKinds.Ended, Number, EventData.Ended(trial.Attempt, record.State, record.Failure))
            .ConfigureAwait(false);
        await session.WriteAsync(
            sql.EndTrial,
            Number,
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
            session.Sweep = session.Sweep with { BestTrial = Number, BestCost = cost };
        }
    }

    /// <summary>Keeps the model if it is among the sweep's best.</summary>
    public async ValueTask KeepModelAsync(SweepSession session)
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
        if (worst.Count > 0 && (cost, Number).CompareTo((worst[0].Cost, worst[0].Trial)) > 0)
        {
            return;
        }

        await session.ExecuteAsync(
            transaction.Sql.WriteModel,
            Number,
            Arg.Real("@cost", cost),
            Arg.Long("@bytes", model.Length),
            Arg.Blob("@data", model)).ConfigureAwait(false);
        if (worst.Count > 0)
        {
            await transaction.ExecuteAsync(transaction.Sql.PruneModels, cancellationToken, id, Arg.Int("@keep", keep)).ConfigureAwait(false);
        }
    }

    private bool IsBest(SweepRecord sweep, double cost) =>
        sweep.BestCost is not { } best || cost < best || (cost.Equals(best) && Number < sweep.BestTrial);
}
