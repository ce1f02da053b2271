using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Relational;

/// <inheritdoc/>
internal sealed class AttemptJournal(IStoreGate gate) : IAttemptJournal
{
    public async ValueTask<IReadOnlyList<AttemptDirective>> ReportAsync(IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken) =>
        reports.Count == 0
            ? []
            : await gate.WriteAsync("report", Durability.Process, (transaction, token) => ReportAsync(transaction, reports, token), cancellationToken).ConfigureAwait(false);

    public ValueTask<bool> SaveCheckpointAsync(AttemptId attempt, ReadOnlyMemory<byte> checkpoint, CancellationToken cancellationToken) =>
        gate.WriteAsync("save checkpoint", Durability.Process, (transaction, token) => SaveAsync(transaction, attempt, checkpoint, token), cancellationToken);

    public ValueTask<byte[]?> LoadCheckpointAsync(AttemptId attempt, CancellationToken cancellationToken) => gate.ReadAsync(
        "load checkpoint",
        (transaction, token) => transaction.FirstAsync(transaction.Sql.ReadCheckpoint, static row => row.Bytes(0), token, Args(attempt)),
        cancellationToken);

    public async ValueTask DropCheckpointAsync(AttemptId attempt, CancellationToken cancellationToken) =>
        await gate.WriteAsync("drop checkpoint", Durability.Process, (transaction, token) => DropAsync(transaction, attempt, token), cancellationToken).ConfigureAwait(false);

    public async ValueTask<SweepRecord?> CompleteAsync(AttemptEnd end, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken)
    {
        var (sweep, accepted, _) = await CompleteAsync([end], next: null, decide, cancellationToken).ConfigureAwait(false);
        return accepted[0] ? sweep : null;
    }

    /// <summary>Ends attempts, and hands out trials when they are asked for.</summary>
    public async ValueTask<AttemptSuccession> CompleteAsync(
        IReadOnlyList<AttemptEnd> ends, ClaimRequest? next, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken)
    {
        IReadOnlyList<AttemptEnd> left = [.. ends.OrderBy(static end => end.Attempt.Trial)];
        var refused = new HashSet<AttemptId>();
        while (true)
        {
            var these = left;
            var completion = await gate.WriteAsync(
                "complete", Durability.PowerCut, (transaction, token) => new TrialCompletion(transaction, these, next, token).RunAsync(decide), cancellationToken)
                .ConfigureAwait(false);
            refused.UnionWith(completion.Refused.Select(static end => end.Attempt));
            left = completion.Left;
            if (left.Count == 0)
            {
                return new AttemptSuccession(completion.Sweep, [.. ends.Select(end => !refused.Contains(end.Attempt))], completion.Next);
            }
        }
    }

    private static Arg[] Args(AttemptId attempt) =>
        [Arg.Text("@sweep", attempt.Sweep), Arg.Int("@trial", attempt.Trial), Arg.Int("@attempt", attempt.Attempt)];

    private static async ValueTask<IReadOnlyList<AttemptDirective>> ReportAsync(
        StoreTransaction transaction, IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken)
    {
        var directives = new AttemptDirective[reports.Count];
        Array.Fill(directives, AttemptDirective.Abandon);
        var bySweep = Enumerable.Range(0, reports.Count)
            .GroupBy(i => reports[i].Attempt.Sweep, StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal);
        foreach (var group in bySweep)
        {
            var found = SweepSession.TrialsQuery(transaction.Sql, group.Key, group.Select(i => reports[i].Attempt.Trial).Distinct());
            var session = await SweepSession.LockAsync(transaction, group.Key, cancellationToken, found).ConfigureAwait(false);
            if (session is null)
            {
                continue;
            }

            var trials = found.Rows.ToDictionary(static trial => trial.Number);
            foreach (var i in group)
            {
                var report = reports[i];
                if (trials.TryGetValue(report.Attempt.Trial, out var trial) && trial.IsHeldBy(report.Attempt.Attempt))
                {
                    trials[trial.Number] = await WriteAsync(transaction, session, trial, report).ConfigureAwait(false);
                    directives[i] = TrialLeases.Directive(session.Sweep.State);
                }
            }

            await session.SaveAsync().ConfigureAwait(false);
        }

        return directives;
    }

    /// <returns>The trial as it stands after the report.</returns>
    private static async ValueTask<HeldTrial> WriteAsync(StoreTransaction transaction, SweepSession session, HeldTrial trial, AttemptReport report)
    {
        var sql = transaction.Sql;
        foreach (var epoch in report.Epochs)
        {
            await session.ExecuteAsync(sql.WriteEpoch, trial.Number, Arg.Int("@epoch", epoch.Epoch), Arg.Text("@metrics", TrialRecordText.Write(epoch)))
                .ConfigureAwait(false);
        }

        var epochs = report.Epochs.Count > 0 ? Math.Max(trial.Epochs, report.Epochs[^1].Epoch) : trial.Epochs;
        await session.ExecuteAsync(
            sql.ReportTrial,
            trial.Number,
            Arg.Int("@attempt", trial.Attempt),
            Arg.Int("@epochs", epochs),
            Arg.Real("@seconds", report.Seconds)).ConfigureAwait(false);
        session.Sweep = session.Sweep with { Seconds = session.Sweep.Seconds + (report.Seconds - trial.Seconds) };
        if (report.Epochs.Count > 0)
        {
            await session.AddEventAsync(SweepEventKinds.Epochs, trial.Number, EventData.Epochs(trial.Attempt, report.Epochs[^1])).ConfigureAwait(false);
        }

        return trial with { Epochs = epochs, Seconds = report.Seconds };
    }

    /// <summary>
    /// Holds the trial's lock only: a checkpoint may be large, and nothing of the sweep changes.
    /// </summary>
    private static async ValueTask<bool> LockAsync(StoreTransaction transaction, AttemptId attempt, CancellationToken cancellationToken) =>
        (await transaction.QueryAsync(transaction.Sql.LockAttempt, static row => row.GetInt32(0), cancellationToken, Args(attempt)).ConfigureAwait(false)).Count > 0;

    private static async ValueTask<bool> SaveAsync(
        StoreTransaction transaction, AttemptId attempt, ReadOnlyMemory<byte> checkpoint, CancellationToken cancellationToken)
    {
        if (!await LockAsync(transaction, attempt, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await transaction.ExecuteAsync(
            transaction.Sql.WriteCheckpoint,
            cancellationToken,
            Arg.Text("@sweep", attempt.Sweep),
            Arg.Int("@trial", attempt.Trial),
            Arg.Long("@bytes", checkpoint.Length),
            Arg.Blob("@data", checkpoint)).ConfigureAwait(false);
        return true;
    }

    private static async ValueTask<bool> DropAsync(StoreTransaction transaction, AttemptId attempt, CancellationToken cancellationToken)
    {
        if (!await LockAsync(transaction, attempt, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await transaction.ExecuteAsync(
            transaction.Sql.DropCheckpoint, cancellationToken, Arg.Text("@sweep", attempt.Sweep), Arg.Int("@trial", attempt.Trial)).ConfigureAwait(false);
        return true;
    }
}
