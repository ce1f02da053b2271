using System.Data.Common;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Relational;

/// <inheritdoc/>
internal sealed class SiloRegistry(IStoreGate gate) : ISiloRegistry
{
    public async ValueTask EnterSiloAsync(SiloRecord silo, TimeSpan lease, CancellationToken cancellationToken) =>
        await gate.WriteAsync("enter silo", Durability.PowerCut, (transaction, token) => EnterAsync(transaction, silo, lease, token), cancellationToken).ConfigureAwait(false);

    public async ValueTask CheckEngineAsync(string engine, CancellationToken cancellationToken)
    {
        var others = await gate.ReadAsync(
            "check engine",
            (transaction, token) => transaction.QueryAsync(transaction.Sql.OtherEngines, OtherEngine.Read, token, Arg.Text("@engine", engine)),
            cancellationToken).ConfigureAwait(false);
        Admit(engine, others);
    }

    public async ValueTask<int> LeaveSiloAsync(string silo, SiloEnd end, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken) =>
        await gate.WriteAsync("leave silo", Durability.PowerCut, (transaction, token) => LeaveAsync(transaction, silo, end, decide, token), cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<SiloRecord>> ListSilosAsync(CancellationToken cancellationToken) => await gate.ReadAsync(
        "list silos",
        static (transaction, token) => transaction.QueryAsync(transaction.Sql.ListSilos, Read, token),
        cancellationToken).ConfigureAwait(false);

    private void Admit(string engine, List<OtherEngine> others)
    {
        if (others.Count > 0)
        {
            throw OtherEngine.Refuse(gate.Description.Address, engine, others);
        }
    }

    private async ValueTask<int> EnterAsync(StoreTransaction transaction, SiloRecord silo, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (transaction.Sql.LockEngine is { } lockEngine)
        {
            await transaction.LockAsync(lockEngine, cancellationToken).ConfigureAwait(false);
        }

        var others = await transaction.QueryAsync(transaction.Sql.OtherEngines, OtherEngine.Read, cancellationToken, Arg.Text("@engine", silo.Engine)).ConfigureAwait(false);
        Admit(silo.Engine, others);
        await transaction.ExecuteAsync(transaction.Sql.ForgetSilos, cancellationToken).ConfigureAwait(false);
        await transaction.ExecuteAsync(
            transaction.Sql.EnterSilo,
            cancellationToken,
            Arg.Text("@silo", silo.Id),
            Arg.Text("@host", silo.Host),
            Arg.Int("@process", silo.Process),
            Arg.Text("@address", silo.Address),
            Arg.Int("@slots", silo.Slots),
            Arg.Text("@engine", silo.Engine),
            Arg.Text("@version", silo.Version),
            Arg.Int("@vectorBits", silo.VectorBits),
            Arg.Long("@lease", Columns.Microseconds(lease))).ConfigureAwait(false);
        return 0;
    }

    private static async ValueTask<int> LeaveAsync(
        StoreTransaction transaction,
        string silo,
        SiloEnd end,
        Func<SweepRecord, SweepDecision> decide,
        CancellationToken cancellationToken)
    {
        var (sql, id) = (transaction.Sql, Arg.Text("@silo", silo));
        if (sql.LockSilo is { } lockSilo)
        {
            await transaction.LockAsync(lockSilo, cancellationToken, id).ConfigureAwait(false);
        }

        var attempts = 0;
        var held = await transaction.QueryAsync(sql.Leases.HeldBySilo, static row => row.GetString(0), cancellationToken, id).ConfigureAwait(false);
        foreach (var sweep in held.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var session = await SweepSession.LockAsync(transaction, sweep, cancellationToken).ConfigureAwait(false);
            if (session is null)
            {
                continue;
            }

            var trials = await transaction.QueryAsync(sql.Leases.SiloTrials, HeldTrial.Read, cancellationToken, Arg.Text("@sweep", sweep), id).ConfigureAwait(false);
            foreach (var trial in trials)
            {
                await TakeBackAsync(transaction, session, trial, end).ConfigureAwait(false);
            }

            attempts += trials.Count;
            await session.DecideAsync(decide).ConfigureAwait(false);
            await session.SaveAsync().ConfigureAwait(false);
        }

        await transaction.ExecuteAsync(sql.LeaveSilo, cancellationToken, id).ConfigureAwait(false);
        await MembershipLedger.DeclareDeadAsync(transaction, silo, cancellationToken).ConfigureAwait(false);
        return attempts;
    }

    private static async ValueTask TakeBackAsync(StoreTransaction transaction, SweepSession session, HeldTrial trial, SiloEnd end)
    {
        var outcome = end switch
        {
            SiloEnd.Stopped => AttemptOutcome.Released,
            SiloEnd.Crashed => AttemptOutcome.Crashed,
            _ => AttemptOutcome.Lost,
        };
        await session.GiveBackAsync(trial, outcome).ConfigureAwait(false);
        var crashes = trial.Crashes + 1;
        if (end == SiloEnd.Crashed && crashes >= session.Sweep.MaxCrashes)
        {
            await FailAsync(transaction, session, trial, crashes).ConfigureAwait(false);
        }
    }

    private static async ValueTask FailAsync(StoreTransaction transaction, SweepSession session, HeldTrial trial, int crashes)
    {
        var times = crashes == 1 ? "once" : $"{crashes} times";
        var failure = new TrialFailure(TrialFailureKind.Crashed, $"The silo's process crashed {times} while it trained this trial.");
        var sequence = await session.AddEventAsync(SweepEventKinds.Ended, trial.Number, EventData.Ended(trial.Attempt, TrialState.Failed, failure))
            .ConfigureAwait(false);
        await session.ExecuteAsync(
            transaction.Sql.FailTrial,
            trial.Number,
            Arg.Int("@attempt", trial.Attempt),
            Arg.Text("@failureKind", Columns.Name(failure.Kind)),
            Arg.Text("@failure", failure.Message),
            Arg.Long("@now", session.Now),
            Arg.Long("@sequence", sequence)).ConfigureAwait(false);
        await session.ExecuteAsync(transaction.Sql.DropCheckpoint, trial.Number).ConfigureAwait(false);
        var counts = session.Sweep.Trials;
        session.Sweep = session.Sweep with
        {
            Epochs = session.Sweep.Epochs + trial.Epochs,
            Trials = counts with { Pending = counts.Pending - 1, Failed = counts.Failed + 1 },
        };
    }

    private static SiloRecord Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Host = row.GetString(1),
        Process = row.GetInt32(2),
        Address = row.TextOrNull(3),
        Slots = row.GetInt32(4),
        Engine = row.GetString(5),
        Version = row.GetString(6),
        VectorBits = row.GetInt32(7),
        EnteredAt = row.Time(8),
        LeaseUntil = row.Time(9),
        Alive = row.Flag(10),
        Running = row.GetInt32(11),
    };
}
