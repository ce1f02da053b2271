using System.Runtime.CompilerServices;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Telemetry;

/// <summary>A store that tells how long its calls take, and what came of them. Waiting for changes is not measured.</summary>
/// <param name="inner">The store; disposed with this one.</param>
/// <param name="metrics">Told of every call.</param>
/// <param name="time">The clock.</param>
internal sealed class MeteredStore(ISweepStore inner, SiloMetrics metrics, TimeProvider time) : ISweepStore
{
    public StoreDescription Description => inner.Description;

    public TimeSpan? AwayFor => inner.AwayFor;

    /// <summary>Taken as an argument before the call is: what a call does before it first waits counts, too.</summary>
    private long Now => time.GetTimestamp();

    public ValueTask OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public ValueTask<long> WaitForChangeAsync(long seen, TimeSpan timeout, CancellationToken cancellationToken) =>
        inner.WaitForChangeAsync(seen, timeout, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    public ValueTask<SubmitOutcome> SubmitAsync(SweepSubmission submission, CancellationToken cancellationToken) =>
        MeasureAsync("submit", Now, inner.SubmitAsync(submission, cancellationToken));

    public ValueTask<SweepRecord?> FindSweepAsync(string sweep, CancellationToken cancellationToken) =>
        MeasureAsync("find_sweep", Now, inner.FindSweepAsync(sweep, cancellationToken));

    public ValueTask<IReadOnlyList<SweepRecord>> ListSweepsAsync(SweepQuery query, CancellationToken cancellationToken) =>
        MeasureAsync("list_sweeps", Now, inner.ListSweepsAsync(query, cancellationToken));

    public ValueTask<SweepRecord?> AdvanceAsync(string sweep, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken) =>
        MeasureAsync("advance", Now, inner.AdvanceAsync(sweep, decide, cancellationToken));

    public ValueTask<DatasetIdentity?> FixDatasetAsync(string sweep, DatasetIdentity dataset, CancellationToken cancellationToken) =>
        MeasureAsync("fix_dataset", Now, inner.FixDatasetAsync(sweep, dataset, cancellationToken));

    public ValueTask<IReadOnlyList<SweepEvent>> ReadEventsAsync(string sweep, long after, int limit, CancellationToken cancellationToken) =>
        MeasureAsync("read_events", Now, inner.ReadEventsAsync(sweep, after, limit, cancellationToken));

    public async ValueTask<IReadOnlyList<TrialLease>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var leases = await MeasureAsync("claim", Now, inner.ClaimAsync(request, cancellationToken)).ConfigureAwait(false);
        metrics.AttemptsBegun(leases.Count);
        return leases;
    }

    public async ValueTask<IReadOnlyList<LeaseStatus>> RenewAsync(string silo, TimeSpan lease, CancellationToken cancellationToken)
    {
        var held = await MeasureAsync("renew", Now, inner.RenewAsync(silo, lease, cancellationToken)).ConfigureAwait(false);
        metrics.LeasesRenewed(held.Count);
        return held;
    }

    public async ValueTask ReleaseAsync(IReadOnlyList<AttemptId> attempts, CancellationToken cancellationToken)
    {
        await MeasureAsync("release", Now, inner.ReleaseAsync(attempts, cancellationToken)).ConfigureAwait(false);
        metrics.AttemptsReleased(attempts.Count);
    }

    public async ValueTask ReturnAsync(IReadOnlyList<AttemptId> attempts, CancellationToken cancellationToken)
    {
        await MeasureAsync("release", Now, inner.ReturnAsync(attempts, cancellationToken)).ConfigureAwait(false);
        metrics.AttemptsReleased(attempts.Count);
    }

    public async ValueTask<IReadOnlyList<AttemptId>> RescueAsync(CancellationToken cancellationToken)
    {
        var lost = await MeasureAsync("rescue", Now, inner.RescueAsync(cancellationToken)).ConfigureAwait(false);
        metrics.AttemptsLost(lost.Count);
        return lost;
    }

    public ValueTask<IReadOnlyList<AttemptDirective>> ReportAsync(IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken) =>
        MeasureAsync("report", Now, inner.ReportAsync(reports, cancellationToken));

    public ValueTask<bool> SaveCheckpointAsync(AttemptId attempt, ReadOnlyMemory<byte> checkpoint, CancellationToken cancellationToken) =>
        MeasureAsync("save_checkpoint", Now, inner.SaveCheckpointAsync(attempt, checkpoint, cancellationToken));

    public ValueTask<byte[]?> LoadCheckpointAsync(AttemptId attempt, CancellationToken cancellationToken) =>
        MeasureAsync("load_checkpoint", Now, inner.LoadCheckpointAsync(attempt, cancellationToken));

    public ValueTask DropCheckpointAsync(AttemptId attempt, CancellationToken cancellationToken) =>
        MeasureAsync("drop_checkpoint", Now, inner.DropCheckpointAsync(attempt, cancellationToken));

    public async ValueTask<SweepRecord?> CompleteAsync(AttemptEnd end, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken)
    {
        var sweep = await MeasureAsync("complete", Now, inner.CompleteAsync(end, decide, cancellationToken)).ConfigureAwait(false);
        metrics.TrialEnded(end.Record.State, committed: sweep is not null);
        Noted(sweep, sweep is not null);
        return sweep;
    }

    public async ValueTask<AttemptSuccession> CompleteAndClaimAsync(
        IReadOnlyList<AttemptEnd> ends, ClaimRequest? next, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken)
    {
        var succession = await MeasureAsync("complete", Now, inner.CompleteAndClaimAsync(ends, next, decide, cancellationToken)).ConfigureAwait(false);
        foreach (var (end, accepted) in ends.Zip(succession.Accepted))
        {
            metrics.TrialEnded(end.Record.State, accepted);
        }

        Noted(succession.Sweep, succession.Accepted.Contains(true));
        metrics.AttemptsBegun(succession.Next.Count);
        return succession;
    }

    public ValueTask<TrialParts<T>> ListTrialsAsync<T>(TrialQuery query, Func<IReadOnlyList<StoredTrial>, T> make, CancellationToken cancellationToken) =>
        MeasureAsync("list_trials", Now, inner.ListTrialsAsync(query, make, cancellationToken));

    public ValueTask<StoredTrial?> FindTrialAsync(string sweep, int trial, CancellationToken cancellationToken) =>
        MeasureAsync("find_trial", Now, inner.FindTrialAsync(sweep, trial, cancellationToken));

    public IAsyncEnumerable<EndedTrial> ReadEndedAsync(string sweep, long after, bool confusion, CancellationToken cancellationToken) =>
        MeasureAsync("read_ended", Now, inner.ReadEndedAsync(sweep, after, confusion, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<EpochMetrics>> ReadEpochsAsync(string sweep, int trial, CancellationToken cancellationToken) =>
        MeasureAsync("read_epochs", Now, inner.ReadEpochsAsync(sweep, trial, cancellationToken));

    public IAsyncEnumerable<TrialEpochs> ReadAllEpochsAsync(string sweep, CancellationToken cancellationToken) =>
        MeasureAsync("read_all_epochs", Now, inner.ReadAllEpochsAsync(sweep, cancellationToken), cancellationToken);

    public ValueTask<byte[]?> ReadModelAsync(string sweep, int trial, CancellationToken cancellationToken) =>
        MeasureAsync("read_model", Now, inner.ReadModelAsync(sweep, trial, cancellationToken));

    public ValueTask<IReadOnlyList<AttemptRecord>> ListAttemptsAsync(string sweep, int? trial, CancellationToken cancellationToken) =>
        MeasureAsync("list_attempts", Now, inner.ListAttemptsAsync(sweep, trial, cancellationToken));

    public ValueTask EnterSiloAsync(SiloRecord silo, TimeSpan lease, CancellationToken cancellationToken) =>
        MeasureAsync("enter_silo", Now, inner.EnterSiloAsync(silo, lease, cancellationToken));

    public ValueTask CheckEngineAsync(string engine, CancellationToken cancellationToken) =>
        MeasureAsync("check_engine", Now, inner.CheckEngineAsync(engine, cancellationToken));

    public async ValueTask<int> LeaveSiloAsync(string silo, SiloEnd end, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken)
    {
        var held = await MeasureAsync("leave_silo", Now, inner.LeaveSiloAsync(silo, end, decide, cancellationToken)).ConfigureAwait(false);
        if (end == SiloEnd.Stopped)
        {
            metrics.AttemptsReleased(held);
        }
        else
        {
            metrics.AttemptsLost(held);
        }

        return held;
    }

    public ValueTask<IReadOnlyList<SiloRecord>> ListSilosAsync(CancellationToken cancellationToken) =>
        MeasureAsync("list_silos", Now, inner.ListSilosAsync(cancellationToken));

    public ValueTask<IReadOnlyList<string>> ReadKeysAsync(CancellationToken cancellationToken) =>
        MeasureAsync("read_keys", Now, inner.ReadKeysAsync(cancellationToken));

    public ValueTask AddKeyAsync(string name, string text, CancellationToken cancellationToken) =>
        MeasureAsync("add_key", Now, inner.AddKeyAsync(name, text, cancellationToken));

    public ValueTask<PruneOutcome> PruneAsync(PruneRequest request, CancellationToken cancellationToken) =>
        MeasureAsync("prune", Now, inner.PruneAsync(request, cancellationToken));

    private static void Noted(SweepRecord? sweep, bool ended)
    {
        if (ended && sweep is { IsEnded: true })
        {
            SiloSpans.SweepEnded(sweep);
        }
    }

    public ValueTask BeginMembershipAsync(string cluster, CancellationToken cancellationToken) =>
        MeasureAsync("begin_membership", Now, inner.BeginMembershipAsync(cluster, cancellationToken));

    public ValueTask<MembershipRecord?> ReadMembershipAsync(string cluster, string? member, CancellationToken cancellationToken) =>
        MeasureAsync("read_membership", Now, inner.ReadMembershipAsync(cluster, member, cancellationToken));

    public ValueTask<IReadOnlyList<MembershipRecord>> ListMembershipsAsync(CancellationToken cancellationToken) =>
        MeasureAsync("list_memberships", Now, inner.ListMembershipsAsync(cancellationToken));

    public ValueTask<bool> AddMemberAsync(MembershipChange change, CancellationToken cancellationToken) =>
        MeasureAsync("add_member", Now, inner.AddMemberAsync(change, cancellationToken));

    public ValueTask<bool> ReplaceMemberAsync(MembershipChange change, string tag, CancellationToken cancellationToken) =>
        MeasureAsync("replace_member", Now, inner.ReplaceMemberAsync(change, tag, cancellationToken));

    public ValueTask NoteAliveAsync(string cluster, string member, DateTimeOffset at, CancellationToken cancellationToken) =>
        MeasureAsync("note_alive", Now, inner.NoteAliveAsync(cluster, member, at, cancellationToken));

    public ValueTask ForgetMembersAsync(string cluster, DateTimeOffset before, CancellationToken cancellationToken) =>
        MeasureAsync("forget_members", Now, inner.ForgetMembersAsync(cluster, before, cancellationToken));

    public ValueTask DeleteMembershipAsync(string cluster, CancellationToken cancellationToken) =>
        MeasureAsync("delete_membership", Now, inner.DeleteMembershipAsync(cluster, cancellationToken));

    private async ValueTask<T> MeasureAsync<T>(string name, long began, ValueTask<T> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (StoreException)
        {
            metrics.StoreFailed(name);
            throw;
        }
        finally
        {
            metrics.StoreCalled(name, time.GetElapsedTime(began));
        }
    }

    private async ValueTask MeasureAsync(string name, long began, ValueTask call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (StoreException)
        {
            metrics.StoreFailed(name);
            throw;
        }
        finally
        {
            metrics.StoreCalled(name, time.GetElapsedTime(began));
        }
    }

    private async IAsyncEnumerable<T> MeasureAsync<T>(string name, long began, IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                yield return row;
            }
        }
        finally
        {
            metrics.StoreCalled(name, time.GetElapsedTime(began));
        }
    }
}
