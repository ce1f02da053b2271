using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <summary>
/// Ends attempts of one sweep with their trials' results, and on request hands their slot trials to go on with, in one
/// transaction. The results, which nothing else ever writes, are written before the sweep is locked: ends of other slots
/// wait for the rest only.
/// </summary>
/// <param name="transaction">The transaction.</param>
/// <param name="ends">The ends, by trial number: two transactions that wrote the same results in different orders could wait for each other.</param>
/// <param name="next">What the slot asks for; null for nothing.</param>
/// <param name="cancellationToken">Ends it.</param>
internal sealed class TrialCompletion(StoreTransaction transaction, IReadOnlyList<AttemptEnd> ends, ClaimRequest? next, CancellationToken cancellationToken)
{
    /// <summary>A slot gets at most this part of what is ready: others shall find some, and the last trials are spread.</summary>
    private const int Part = 16;

    private readonly List<AttemptEnd> _refused = [];
    private readonly List<AttemptEnd> _held = [];

    public async ValueTask<Completion> RunAsync(Func<SweepRecord, SweepDecision> decide)
    {
        var (sql, sweep) = (transaction.Sql, ends[0].Attempt.Sweep);
        await transaction.ExecuteTogetherAsync([.. ends.Select(end => Ending(end).Result()).OfType<Statement>()], cancellationToken).ConfigureAwait(false);
        var held = new RowQuery<HeldTrial>(
            sql.EndingTrials, HeldTrial.ReadEnding, Arg.Text("@sweep", sweep), Arg.Text("@numbers", Columns.List(ends.Select(static end => end.Attempt.Trial))));
        var ready = new RowQuery<ReadyTrial>(
            sql.ReadyNext, ReadyTrial.Read, Arg.Text("@sweep", sweep), Arg.Int("@limit", next?.Ahead ?? 0), Arg.Text("@except", Columns.List(next?.Except ?? [])));
        var session = await SweepSession.LockAsync(transaction, sweep, cancellationToken, next is null ? [held] : [held, ready]).ConfigureAwait(false);
        Divide(held.Rows);
        if (session is null || _refused.Count > 0 || _held.Count == 0)
        {
            // An attempt may have been lost while it waited for the lock: its result must not stay.
            transaction.Abandon();
            return new Completion(session?.Sweep, _refused, _held, []);
        }

        await EndAsync(session, held.Rows.ToDictionary(static trial => trial.Number)).ConfigureAwait(false);
        await session.DecideAsync(decide).ConfigureAwait(false);
        var leases = next is null ? [] : await GoOnAsync(session, ready.Rows, next).ConfigureAwait(false);
        return new Completion(await session.SaveAsync().ConfigureAwait(false), [], [], leases);
    }

    private AttemptEnding Ending(AttemptEnd end) => new(transaction.Sql, end);

    /// <summary>Into those that are written and those that are refused.</summary>
    private void Divide(List<HeldTrial> trials)
    {
        foreach (var end in ends)
        {
            var trial = trials.Find(one => one.Number == end.Attempt.Trial);
            if (trial?.IsHeldBy(end.Attempt.Attempt) == true)
            {
                _held.Add(end);
            }
            else if (!transaction.MayRepeat || trial?.Attempt != end.Attempt.Attempt || trial.State != end.Record.State)
            {
                _refused.Add(end);
            }

            // Otherwise its first try was committed and only the answer was lost: what was asked for is done.
        }
    }

    private async ValueTask EndAsync(SweepSession session, Dictionary<int, HeldTrial> trials)
    {
        var endings = _held.ConvertAll(Ending);
        await transaction.ExecuteTogetherAsync([.. endings.SelectMany(ending => ending.MissingEpochs(session, trials[ending.Number]))], cancellationToken)
            .ConfigureAwait(false);
        foreach (var ending in endings)
        {
            await ending.DropLaterEpochsAsync(session, trials[ending.Number]).ConfigureAwait(false);
        }

        session.Gather();
        foreach (var ending in endings)
        {
            await ending.EndAsync(session, trials[ending.Number]).ConfigureAwait(false);
        }

        if (session.Sweep.KeepModels > 0 && _held.Exists(static end => end.Model is not null))
        {
            await KeepModelsAsync(session, endings).ConfigureAwait(false);
        }
    }

    private async ValueTask KeepModelsAsync(SweepSession session, List<AttemptEnding> endings)
    {
        var (id, keep) = (Arg.Text("@sweep", session.Sweep.Id), Arg.Int("@keep", session.Sweep.KeepModels));
        var kept = await transaction.QueryAsync(
            transaction.Sql.KeptModels, static row => (Cost: row.GetDouble(0), Trial: row.GetInt32(1)), cancellationToken, id, keep).ConfigureAwait(false);
        foreach (var ending in endings)
        {
            await ending.KeepModelAsync(session, kept).ConfigureAwait(false);
        }

        if (kept.Count > session.Sweep.KeepModels)
        {
            await transaction.ExecuteAsync(transaction.Sql.PruneModels, cancellationToken, id, keep).ConfigureAwait(false);
        }
    }

    /// <summary>What the coordinator has just added waits for the next claim.</summary>
    private static async ValueTask<List<TrialLease>> GoOnAsync(SweepSession session, List<ReadyTrial> ready, ClaimRequest next)
    {
        var leases = new List<TrialLease>();
        if (session.Sweep.State == SweepState.Running)
        {
            // A silo's crash counts for all that it holds, begun or not.
            var one = session.Sweep.MaxConcurrent is not null || session.Sweep.MaxCrashes <= 1;
            var most = one ? 1 : Math.Max(1, session.Sweep.Trials.Pending / Part);
            foreach (var trial in ready.Take(most))
            {
                leases.Add(await session.LeaseAsync(trial, next, next.Slots[0]).ConfigureAwait(false));
            }
        }

        return leases;
    }
}
