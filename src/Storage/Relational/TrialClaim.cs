using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <summary>
/// Hands out trials in one transaction. Which sweeps are to be locked is planned on what can be read without locks;
/// what is handed out is decided on the locked rows.
/// </summary>
internal sealed class TrialClaim(StoreTransaction transaction, ClaimRequest request, CancellationToken cancellationToken)
{
    private readonly List<TrialLease> _leases = [];
    private readonly Dictionary<string, ClaimQueue> _queues = new(StringComparer.Ordinal);
    private bool _idle;

    public async ValueTask<IReadOnlyList<TrialLease>> RunAsync()
    {
        var sql = transaction.Sql;
        var silo = Arg.Text("@silo", request.Silo);
        if (sql.LockSilo is { } lockSilo)
        {
            await transaction.LockAsync(lockSilo, cancellationToken, silo).ConfigureAwait(false);
        }

        var load = new RowQuery<(int Running, int Crashes)>(sql.SiloLoad, static row => (row.GetInt32(0), row.GetInt32(1)), silo);
        var waiting = new RowQuery<Waiting>(sql.Waiting, Waiting.Read, Arg.Text("@except", Columns.List(request.Except)));
        await transaction.QueryAsync(cancellationToken, load, waiting).ConfigureAwait(false);
        var (running, crashes) = load.Rows[0];
        _idle = running == 0;
        if (crashes > 0 || request.Slots.Count == 0)
        {
            return [];
        }

        while (await LockAsync(waiting.Rows).ConfigureAwait(false))
        {
            if (await HandOutAsync().ConfigureAwait(false))
            {
                break;
            }
        }

        foreach (var queue in _queues.Values)
        {
            await queue.Session.SaveAsync().ConfigureAwait(false);
        }

        return _leases;
    }

    /// <summary>The sweeps whose turn it is, as far as can be told before they are locked.</summary>
    private List<Waiting> Plan(List<Waiting> waiting)
    {
        var sweeps = waiting.ConvertAll(sweep => _queues.TryGetValue(sweep.Sweep, out var queue) ? queue.Waiting : sweep);
        var chosen = new List<Waiting>();
        for (var planned = _leases.Count; planned < request.Slots.Count; planned++)
        {
            var best = -1;
            for (var i = 0; i < sweeps.Count; i++)
            {
                var can = sweeps[i].Room > 0 && (sweeps[i].HasClean || (_idle && planned == 0));
                if (can && (best < 0 || sweeps[i].Precedes(sweeps[best])))
                {
                    best = i;
                }
            }

            if (best < 0)
            {
                break;
            }

            if (!_queues.ContainsKey(sweeps[best].Sweep) && !chosen.Exists(one => one.Ordinal == sweeps[best].Ordinal))
            {
                chosen.Add(sweeps[best]);
            }

            sweeps[best] = sweeps[best] with { Running = sweeps[best].Running + 1, Pending = sweeps[best].Pending - 1 };
        }

        return chosen;
    }

    /// <summary>Locks sweeps in the order of their ids, as every transaction does, so that none waits for the other.</summary>
    private async ValueTask<bool> LockAsync(List<Waiting> all)
    {
        var sweeps = Plan(all);
        foreach (var waiting in sweeps.OrderBy(static sweep => sweep.Sweep, StringComparer.Ordinal))
        {
            var next = new RowQuery<ReadyTrial>(
                transaction.Sql.Ready,
                ReadyTrial.Read,
                Arg.Text("@sweep", waiting.Sweep),
                Arg.Int("@limit", request.Slots.Count - _leases.Count),
                Arg.Int("@suspects", _idle && _leases.Count == 0 ? 1 : 0));
            var session = await SweepSession.LockAsync(transaction, waiting.Sweep, cancellationToken, next).ConfigureAwait(false);
            if (session is null)
            {
                all.RemoveAll(gone => gone.Ordinal == waiting.Ordinal);
                continue;
            }

            _queues.Add(waiting.Sweep, new ClaimQueue(session, waiting, next.Rows));
        }

        return sweeps.Count > 0;
    }

    /// <returns>Whether nothing more can be handed out.</returns>
    private async ValueTask<bool> HandOutAsync()
    {
        while (_leases.Count < request.Slots.Count)
        {
            ClaimQueue? best = null;
            foreach (var queue in _queues.Values)
            {
                if (queue.Waiting.Room > 0 && (best is null || queue.Waiting.Precedes(best.Waiting)))
                {
                    best = queue;
                }
            }

            if (best is null)
            {
                return false;
            }

            if (best.Next(_idle && _leases.Count == 0) is not { } trial)
            {
                continue;
            }

            _leases.Add(await best.Session.LeaseAsync(trial, request, request.Slots[_leases.Count]).ConfigureAwait(false));
            if (trial.Suspect)
            {
                return true;
            }
        }

        return true;
    }
}
