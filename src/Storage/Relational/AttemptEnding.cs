using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Relational;

/// <summary>Writes what one attempt came to. All but the result is written under the sweep's lock.</summary>
internal sealed class AttemptEnding(StoreSql sql, AttemptEnd end)
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
        sql.WriteResult,
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
            sql.WriteEpoch, Number, Arg.Int("@epoch", epoch.Epoch), Arg.Text("@metrics", TrialRecordText.Write(epoch))));
    }

    /// <summary>An attempt that was lost may have come further than this one did before it was stopped.</summary>
    public async ValueTask DropLaterEpochsAsync(SweepSession session, HeldTrial trial)
    {
        if (end.Record.Result is { Epochs: var epochs } && trial.Epochs > epochs.Count)
        {
            await session.ExecuteAsync(sql.DropEpochsAfter, Number, Arg.Int("@epoch", epochs.Count)).ConfigureAwait(false);
        }
    }

    /// <summary>Ends attempt and trial, and counts them.</summary>
    public async ValueTask EndAsync(SweepSession session, HeldTrial trial)
    {
        var record = end.Record;
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
    /// <param name="session">The sweep.</param>
    /// <param name="kept">Cost and trial of those that are kept, the best first; the model's are put in its place.</param>
    public async ValueTask KeepModelAsync(SweepSession session, List<(double Cost, int Trial)> kept)
    {
        if (end.Model is not { } model)
        {
            return;
        }

        var own = (Cost: _cost ?? double.PositiveInfinity, Trial: Number);
        kept.RemoveAll(one => one.Trial == Number);
        var place = kept.FindIndex(one => own.CompareTo(one) < 0);
        place = place < 0 ? kept.Count : place;
        if (place < session.Sweep.KeepModels)
        {
            kept.Insert(place, own);
            var bytes = model.Bytes;
            await session.ExecuteAsync(
                sql.WriteModel,
                Number,
                Arg.Real("@cost", own.Cost),
                Arg.Long("@bytes", bytes.Length),
                Arg.Blob("@data", bytes)).ConfigureAwait(false);
        }
    }

    private bool IsBest(SweepRecord sweep, double cost) =>
        sweep.BestCost is not { } best || cost < best || (cost.Equals(best) && Number < sweep.BestTrial);
}
