using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <inheritdoc/>
internal sealed class StoreUpkeep(IStoreGate gate) : IStoreUpkeep
{
    public async ValueTask<PruneOutcome> PruneAsync(PruneRequest request, CancellationToken cancellationToken)
    {
        if (request.DryRun)
        {
            return await gate.ReadAsync("prune (dry run)", (transaction, token) => PruneAsync(transaction, request, token), cancellationToken)
                .ConfigureAwait(false);
        }

        var outcome = await gate.WriteAsync("prune", Durability.PowerCut, (transaction, token) => PruneAsync(transaction, request, token), cancellationToken).ConfigureAwait(false);
        await gate.CompactAsync(cancellationToken).ConfigureAwait(false);
        return outcome;
    }

    private static async ValueTask<PruneOutcome> PruneAsync(StoreTransaction transaction, PruneRequest request, CancellationToken cancellationToken)
    {
        var sql = transaction.Sql;
        var sweeps = await transaction.QueryAsync(
            request.DryRun ? sql.EndedSweeps : sql.LockEndedSweeps,
            static row => (Id: row.GetString(0), Keep: row.GetInt32(1)),
            cancellationToken,
            Arg.Long("@age", Columns.Microseconds(request.OlderThan)),
            Arg.Text("@sweep", request.Sweep)).ConfigureAwait(false);
        var outcome = new PruneOutcome(0, 0, 0, 0, 0);
        foreach (var (id, keep) in sweeps)
        {
            var kept = request.DeleteSweeps ? 0 : request.KeepModels ?? keep;
            outcome = await PruneSweepAsync(transaction, request, id, kept, outcome, cancellationToken).ConfigureAwait(false);
        }

        return outcome;
    }

    private static async ValueTask<PruneOutcome> PruneSweepAsync(
        StoreTransaction transaction, PruneRequest request, string sweep, int keep, PruneOutcome before, CancellationToken cancellationToken)
    {
        var sql = transaction.Sql;
        Arg[] args = [Arg.Text("@sweep", sweep)];
        Arg[] models = [.. args, Arg.Int("@keep", keep)];
        var (modelCount, modelBytes) = await transaction.FirstAsync(
            sql.CountModels, static row => (row.GetInt32(0), row.GetInt64(1)), cancellationToken, models).ConfigureAwait(false);
        var (checkpointCount, checkpointBytes) = await transaction.FirstAsync(
            sql.CountCheckpoints, static row => (row.GetInt32(0), row.GetInt64(1)), cancellationToken, args).ConfigureAwait(false);
        var events = await transaction.FirstAsync(sql.CountEvents, static row => row.GetInt64(0), cancellationToken, args).ConfigureAwait(false);
        if (!request.DryRun && request.DeleteSweeps)
        {
            await transaction.ExecuteAsync(sql.DeleteSweep, cancellationToken, args).ConfigureAwait(false);
        }
        else if (!request.DryRun && modelCount + checkpointCount + events > 0)
        {
            await transaction.ExecuteAsync(sql.PruneModels, cancellationToken, models).ConfigureAwait(false);
            await transaction.ExecuteAsync(sql.PruneCheckpoints, cancellationToken, args).ConfigureAwait(false);
            await transaction.ExecuteAsync(sql.PruneEvents, cancellationToken, args).ConfigureAwait(false);
            await TellAsync(transaction, sweep, EventData.Pruned(modelCount, checkpointCount, events), cancellationToken).ConfigureAwait(false);
        }

        return new PruneOutcome(
            before.Sweeps + (request.DeleteSweeps ? 1 : 0),
            before.Models + modelCount,
            before.Checkpoints + checkpointCount,
            before.Events + events,
            before.Bytes + modelBytes + checkpointBytes);
    }

    /// <summary>What a list of trials says of models and checkpoints has changed: whoever has seen it must be able to tell.</summary>
    private static async ValueTask TellAsync(StoreTransaction transaction, string sweep, string data, CancellationToken cancellationToken)
    {
        if (await SweepSession.LockAsync(transaction, sweep, cancellationToken).ConfigureAwait(false) is { } session)
        {
            await session.AddEventAsync(SweepEventKinds.Pruned, trial: null, data).ConfigureAwait(false);
            await session.SaveAsync().ConfigureAwait(false);
        }
    }
}
