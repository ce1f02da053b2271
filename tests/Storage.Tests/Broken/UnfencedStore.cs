using System.Collections.Concurrent;
using System.Reflection;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Tests.Broken;

/// <summary>
/// A store that is broken on purpose: it takes whatever an attempt writes for the newest attempt's,
/// whatever changes a member for a change of the newest table, and every silo for one of the same engine.
/// </summary>
#pragma warning disable MA0053 // DispatchProxy derives from it.
internal class UnfencedStore : DispatchProxy
#pragma warning restore MA0053
{
    private readonly ConcurrentDictionary<(string Sweep, int Trial), int> _newest = new();
    private ISweepStore? _store;

    public static ISweepStore Over(ISweepStore store)
    {
        var proxy = Create<ISweepStore, UnfencedStore>();
        ((UnfencedStore)(object)proxy)._store = store;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args is [MembershipChange change, ..])
        {
            return new ValueTask<bool>(ChangeAsync(change, (CancellationToken)args[^1]!));
        }

        var result = targetMethod!.Invoke(_store, args?.Select(Unfence).ToArray());
        return result is ValueTask<IReadOnlyList<TrialLease>> leases ? new ValueTask<IReadOnlyList<TrialLease>>(NoteAsync(leases)) : result;
    }

    private object? Unfence(object? value) => value switch
    {
        AttemptId attempt => Newest(attempt),
        SiloRecord silo => silo with { Engine = "sql" },
        AttemptEnd end => end with { Attempt = Newest(end.Attempt) },
        IReadOnlyList<AttemptReport> reports => reports.Select(report => report with { Attempt = Newest(report.Attempt) }).ToArray(),
        IReadOnlyList<AttemptId> attempts => attempts.Select(Newest).ToArray(),
        _ => value,
    };

    private AttemptId Newest(AttemptId attempt) =>
        _newest.TryGetValue((attempt.Sweep, attempt.Trial), out var newest) ? attempt with { Attempt = newest } : attempt;

    private async Task<IReadOnlyList<TrialLease>> NoteAsync(ValueTask<IReadOnlyList<TrialLease>> claim)
    {
        var leases = await claim;
        foreach (var lease in leases)
        {
            _newest[(lease.Attempt.Sweep, lease.Attempt.Trial)] = lease.Attempt.Attempt;
        }

        return leases;
    }

    private async Task<bool> ChangeAsync(MembershipChange change, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _store!.ReadMembershipAsync(change.Cluster, change.Member.Address, cancellationToken) is not { } table)
            {
                return false;
            }

            var newest = change with { Tag = table.Tag };
            if (table.Members is [var known]
                ? await _store.ReplaceMemberAsync(newest, known.Tag, cancellationToken)
                : await _store.AddMemberAsync(newest, cancellationToken))
            {
                return true;
            }
        }
    }
}
