using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <inheritdoc/>
internal sealed class TrialLeases(IStoreGate gate) : ITrialLeases
{
    private volatile bool _short;

    /// <summary>
    /// While there is work for every slot, a claim locks at once. After one that came back short it looks first without a
    /// lock: silos that have nothing to do must not stand in the way of those that have, at every change.
    /// </summary>
    public async ValueTask<IReadOnlyList<TrialLease>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        if (_short && !await IsAnyWaitingAsync(request, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        var leases = await gate.WriteAsync(
            "claim", Durability.Silos, (transaction, token) => new TrialClaim(transaction, request, token).RunAsync(), cancellationToken).ConfigureAwait(false);
        _short = leases.Count < request.Slots.Count;
        return leases;
    }

    /// <summary>
    /// A trial that a transaction held just then is passed over. It has a lease that it got lately, or is renewed next time,
    /// or, when half of its lease is gone, by itself: what holds it may take long, such as a large checkpoint.
    /// </summary>
    public async ValueTask<IReadOnlyList<LeaseStatus>> RenewAsync(string silo, TimeSpan lease, CancellationToken cancellationToken)
    {
        var held = await gate.WriteAsync("renew", Durability.Process, (transaction, token) => RenewAsync(transaction, silo, lease, token), cancellationToken)
            .ConfigureAwait(false);
        foreach (var (status, left) in held)
        {
            if (left < lease / 2)
            {
                await gate.WriteAsync(
                    "renew", Durability.Process, (transaction, token) => RenewAsync(transaction, status.Attempt, silo, lease, token), cancellationToken)
                    .ConfigureAwait(false);
            }
        }

        return [.. held.Select(static one => one.Status)];
    }

    public ValueTask ReleaseAsync(IReadOnlyList<AttemptId> attempts, CancellationToken cancellationToken) =>
        ReleaseAsync(attempts, begun: true, cancellationToken);

    public ValueTask ReturnAsync(IReadOnlyList<AttemptId> attempts, CancellationToken cancellationToken) =>
        ReleaseAsync(attempts, begun: false, cancellationToken);

    public ValueTask<IReadOnlyList<AttemptId>> RescueAsync(CancellationToken cancellationToken) => RescueOverdueAsync(cancellationToken);

    /// <summary>What an attempt that holds its trial shall do, by its sweep's state.</summary>
    internal static AttemptDirective Directive(SweepState state) =>
        state == SweepState.Paused ? AttemptDirective.Release : AttemptDirective.Continue;

    private static async ValueTask<int> RenewAsync(
        StoreTransaction transaction, AttemptId attempt, string silo, TimeSpan lease, CancellationToken cancellationToken)
    {
        await transaction.ExecuteAsync(
            transaction.Sql.Leases.RenewTrial,
            cancellationToken,
            Arg.Text("@sweep", attempt.Sweep),
            Arg.Int("@trial", attempt.Trial),
            Arg.Int("@attempt", attempt.Attempt),
            Arg.Text("@silo", silo),
            Arg.Long("@lease", Columns.Microseconds(lease))).ConfigureAwait(false);
        return 0;
    }

    private async ValueTask ReleaseAsync(IReadOnlyList<AttemptId> attempts, bool begun, CancellationToken cancellationToken)
    {
        if (attempts.Count > 0)
        {
            await gate.WriteAsync(
                "release", Durability.Silos, (transaction, token) => ReleaseAsync(transaction, attempts, begun, token), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<IReadOnlyList<(LeaseStatus Status, TimeSpan Left)>> RenewAsync(
        StoreTransaction transaction, string silo, TimeSpan lease, CancellationToken cancellationToken)
    {
        var sql = transaction.Sql;
        Arg[] args = [Arg.Text("@silo", silo), Arg.Long("@lease", Columns.Microseconds(lease))];
        if (sql.ShareEngine is { } shareEngine)
        {
            await transaction.LockAsync(shareEngine, cancellationToken).ConfigureAwait(false);
        }

        await transaction.ExecuteAsync(sql.Leases.RenewSilo, cancellationToken, args).ConfigureAwait(false);
        await transaction.ExecuteAsync(sql.Leases.RenewTrials, cancellationToken, args).ConfigureAwait(false);
        var others = new RowQuery<OtherEngine>(sql.OtherEnginesThanOf, OtherEngine.Read, args[0]);
        var held = new RowQuery<(LeaseStatus Status, TimeSpan Left)>(
            sql.Leases.HeldBySilo,
            static row => (
                new LeaseStatus(new AttemptId(row.GetString(0), row.GetInt32(1), row.GetInt32(2)), Directive(row.Enum<SweepState>(3))),
                TimeSpan.FromMicroseconds(row.GetInt64(4))),
            args[0]);
        await transaction.QueryAsync(cancellationToken, others, held).ConfigureAwait(false);
        return others.Rows.Count == 0 ? held.Rows : throw OtherEngine.Expel(gate.Description.Address, others.Rows);
    }

    private static async ValueTask<int> ReleaseAsync(
        StoreTransaction transaction, IReadOnlyList<AttemptId> attempts, bool begun, CancellationToken cancellationToken)
    {
        foreach (var group in attempts.GroupBy(static attempt => attempt.Sweep, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            var given = group.Select(static attempt => (attempt.Trial, attempt.Attempt)).ToHashSet();
            var trials = SweepSession.TrialsQuery(transaction.Sql, group.Key, given.Select(static one => one.Trial).Distinct());
            var session = await SweepSession.LockAsync(transaction, group.Key, cancellationToken, trials).ConfigureAwait(false);
            if (session is null)
            {
                continue;
            }

            foreach (var trial in trials.Rows)
            {
                if (trial.IsHeldBy(trial.Attempt) && given.Contains((trial.Number, trial.Attempt)))
                {
                    await session.GiveBackAsync(trial, AttemptOutcome.Released, begun).ConfigureAwait(false);
                }
            }

            await session.RestAsync().ConfigureAwait(false);
            await session.SaveAsync().ConfigureAwait(false);
        }

        return 0;
    }

    private async ValueTask<bool> IsAnyWaitingAsync(ClaimRequest request, CancellationToken cancellationToken) => await gate.ReadAsync(
        "look for trials",
        (transaction, token) => transaction.FirstAsync(
            transaction.Sql.IsAnyWaiting, static row => row.Flag(0), token, Arg.Text("@except", Columns.List(request.Except))),
        cancellationToken).ConfigureAwait(false);

    /// <summary>Looks without a lock first: almost always there is nothing to rescue.</summary>
    private async ValueTask<IReadOnlyList<AttemptId>> RescueOverdueAsync(CancellationToken cancellationToken)
    {
        var sweeps = await gate.ReadAsync(
            "find overdue",
            static (transaction, token) => transaction.QueryAsync(transaction.Sql.Leases.OverdueSweeps, static row => row.GetString(0), token),
            cancellationToken).ConfigureAwait(false);
        return sweeps.Count == 0
            ? []
            : await gate.WriteAsync("rescue", Durability.Silos, (transaction, token) => RescueAsync(transaction, sweeps, token), cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<IReadOnlyList<AttemptId>> RescueAsync(
        StoreTransaction transaction, List<string> sweeps, CancellationToken cancellationToken)
    {
        var lost = new List<AttemptId>();
        foreach (var sweep in sweeps.Order(StringComparer.Ordinal))
        {
            var session = await SweepSession.LockAsync(transaction, sweep, cancellationToken).ConfigureAwait(false);
            if (session is null)
            {
                continue;
            }

            var overdue = await transaction.QueryAsync(
                transaction.Sql.Leases.OverdueTrials, HeldTrial.Read, cancellationToken, Arg.Text("@sweep", sweep)).ConfigureAwait(false);
            foreach (var trial in overdue)
            {
                await session.GiveBackAsync(trial, AttemptOutcome.Lost).ConfigureAwait(false);
                lost.Add(new AttemptId(sweep, trial.Number, trial.Attempt));
            }

            if (overdue.Count > 0)
            {
                await session.RestAsync().ConfigureAwait(false);
                await session.SaveAsync().ConfigureAwait(false);
            }
        }

        return lost;
    }
}
