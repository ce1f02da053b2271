using System.Data.Common;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <inheritdoc/>
internal sealed class SweepLedger(IStoreGate gate) : ISweepLedger
{
    public ValueTask<SubmitOutcome> SubmitAsync(SweepSubmission submission, CancellationToken cancellationToken) =>
        gate.WriteAsync("submit", Durability.PowerCut, (transaction, token) => SubmitAsync(transaction, submission, token), cancellationToken);

    public ValueTask<SweepRecord?> FindSweepAsync(string sweep, CancellationToken cancellationToken) =>
        gate.ReadAsync("find sweep", (transaction, token) => FindAsync(transaction, sweep, token), cancellationToken);

    public async ValueTask<IReadOnlyList<SweepRecord>> ListSweepsAsync(SweepQuery query, CancellationToken cancellationToken) =>
        await gate.ReadAsync(
            "list sweeps",
            (transaction, token) => transaction.QueryAsync(
                transaction.Sql.ListSweeps,
                SweepRow.Read,
                token,
                Arg.Text("@states", Columns.List(query.States)),
                Arg.Text("@name", query.Name),
                Arg.Int("@limit", query.Limit),
                Arg.Int("@offset", query.Offset)),
            cancellationToken).ConfigureAwait(false);

    public ValueTask<SweepRecord?> AdvanceAsync(string sweep, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken) =>
        gate.WriteAsync("advance", Durability.PowerCut, (transaction, token) => AdvanceAsync(transaction, sweep, decide, token), cancellationToken);

    public ValueTask<DatasetIdentity?> FixDatasetAsync(string sweep, DatasetIdentity dataset, CancellationToken cancellationToken) =>
        gate.WriteAsync("fix dataset", Durability.PowerCut, (transaction, token) => FixAsync(transaction, sweep, dataset, token), cancellationToken);

    public async ValueTask<IReadOnlyList<SweepEvent>> ReadEventsAsync(string sweep, long after, int limit, CancellationToken cancellationToken) =>
        await gate.ReadAsync(
            "read events",
            (transaction, token) => transaction.QueryAsync(
                transaction.Sql.ReadEvents,
                ReadEvent,
                token,
                Arg.Text("@sweep", sweep),
                Arg.Long("@after", after),
                Arg.Int("@limit", limit)),
            cancellationToken).ConfigureAwait(false);

    private static ValueTask<SweepRecord?> FindAsync(StoreTransaction transaction, string sweep, CancellationToken cancellationToken) =>
        transaction.FirstAsync(transaction.Sql.FindSweep, SweepRow.Read, cancellationToken, Arg.Text("@sweep", sweep));

    private static SweepEvent ReadEvent(DbDataReader row) =>
        new(row.GetInt64(0), row.Time(1), row.GetString(2), row.IntOrNull(3), row.GetString(4));

    private static async ValueTask<SubmitOutcome> SubmitAsync(StoreTransaction transaction, SweepSubmission submission, CancellationToken cancellationToken)
    {
        if (submission.Key is { } known && await FindByKeyAsync(transaction, known, cancellationToken).ConfigureAwait(false) is { } earlier)
        {
            return Known(earlier, submission);
        }

        if (!await InsertAsync(transaction, submission, cancellationToken).ConfigureAwait(false))
        {
            // Another submission came between, or this is the second try of a commit whose answer was lost.
            var other = submission.Key is { } key ? await FindByKeyAsync(transaction, key, cancellationToken).ConfigureAwait(false) : null;
            other ??= await FindAsync(transaction, submission.Id, cancellationToken).ConfigureAwait(false);
            return other is not null && (submission.Key is not null || transaction.MayRepeat)
                ? Known(other, submission) with { Created = transaction.MayRepeat && string.Equals(other.Id, submission.Id, StringComparison.Ordinal) }
                : throw new SubmissionConflictException($"There is a sweep '{submission.Id}' already.");
        }

        await transaction.ExecuteAsync(
            transaction.Sql.InsertSpecification,
            cancellationToken,
            Arg.Text("@sweep", submission.Id),
            Arg.Text("@text", submission.Specification.ResolvedYaml)).ConfigureAwait(false);
        var session = await SweepSession.LockAsync(transaction, submission.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException("A sweep that was just written is not there.");
        await session.AddEventAsync(SweepEventKinds.Sweep, null, EventData.Sweep(SweepState.Queued, null, ended: 0)).ConfigureAwait(false);
        await session.DecideAsync(submission.Begin).ConfigureAwait(false);
        return new SubmitOutcome(await session.SaveAsync().ConfigureAwait(false), Created: true);
    }

    private static SubmitOutcome Known(SweepRecord sweep, SweepSubmission submission) =>
        string.Equals(sweep.SpecificationHash, submission.Specification.Hash, StringComparison.Ordinal)
            ? new SubmitOutcome(sweep, Created: false)
            : throw new SubmissionConflictException(
                $"The key '{submission.Key}' belongs to the sweep '{sweep.Id}' ({sweep.Name}), which has another specification. Submit this one under another key.");

    private static async ValueTask<bool> InsertAsync(StoreTransaction transaction, SweepSubmission submission, CancellationToken cancellationToken)
    {
        var spec = submission.Specification;
        var rows = await transaction.QueryAsync(
            transaction.Sql.InsertSweep,
            static row => row.GetInt64(0),
            cancellationToken,
            Arg.Text("@sweep", submission.Id),
            Arg.Text("@name", spec.Name),
            Arg.Text("@key", submission.Key),
            Arg.Text("@hash", spec.Hash),
            Arg.Int("@priority", spec.Policy.Priority),
            Arg.Int("@maxConcurrent", spec.Policy.MaxConcurrent),
            Arg.Int("@keepModels", spec.Policy.KeepModels),
            Arg.Int("@maxCrashes", spec.Policy.MaxCrashes),
            Arg.Int("@planned", spec.TrialCount)).ConfigureAwait(false);
        return rows.Count > 0;
    }

    private static ValueTask<SweepRecord?> FindByKeyAsync(StoreTransaction transaction, string key, CancellationToken cancellationToken) =>
        transaction.FirstAsync(transaction.Sql.FindSweepByKey, SweepRow.Read, cancellationToken, Arg.Text("@key", key));

    private static async ValueTask<SweepRecord?> AdvanceAsync(
        StoreTransaction transaction,
        string sweep,
        Func<SweepRecord, SweepDecision> decide,
        CancellationToken cancellationToken)
    {
        var session = await SweepSession.LockAsync(transaction, sweep, cancellationToken).ConfigureAwait(false);
        if (session is null)
        {
            return null;
        }

        var before = session.Sweep;
        await session.DecideAsync(decide).ConfigureAwait(false);
        return session.Sweep == before ? before : await session.SaveAsync().ConfigureAwait(false);
    }

    private static async ValueTask<DatasetIdentity?> FixAsync(StoreTransaction transaction, string sweep, DatasetIdentity dataset, CancellationToken cancellationToken)
    {
        await transaction.ExecuteAsync(
            transaction.Sql.FixDataset,
            cancellationToken,
            Arg.Text("@sweep", sweep),
            Arg.Text("@name", dataset.Name),
            Arg.Text("@fingerprint", dataset.Fingerprint)).ConfigureAwait(false);
        return (await FindAsync(transaction, sweep, cancellationToken).ConfigureAwait(false))?.Dataset;
    }
}
