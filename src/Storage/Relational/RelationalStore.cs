using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Storage.Relational;

/// <summary>A store on a relational database: each role of the contract in a class of its own, over one gate.</summary>
internal sealed class RelationalStore(IStoreGate gate) : ISweepStore
{
    private readonly SweepLedger _ledger = new(gate);
    private readonly TrialLeases _leases = new(gate);
    private readonly AttemptJournal _journal = new(gate);
    private readonly ResultArchive _archive = new(gate);
    private readonly SiloRegistry _silos = new(gate);
    private readonly MembershipLedger _members = new(gate);
    private readonly KeyRing _keys = new(gate);
    private readonly StoreUpkeep _upkeep = new(gate);

    public StoreDescription Description => gate.Description;

    public TimeSpan? AwayFor => gate.AwayFor;

    public ValueTask OpenAsync(CancellationToken cancellationToken) => gate.OpenAsync(cancellationToken);

    public ValueTask<long> WaitForChangeAsync(long seen, TimeSpan timeout, CancellationToken cancellationToken) =>
        gate.WaitForChangeAsync(seen, timeout, cancellationToken);

    public ValueTask DisposeAsync() => gate.DisposeAsync();

    public ValueTask<SubmitOutcome> SubmitAsync(SweepSubmission submission, CancellationToken cancellationToken) =>
        _ledger.SubmitAsync(submission, cancellationToken);

    public ValueTask<SweepRecord?> FindSweepAsync(string sweep, CancellationToken cancellationToken) => _ledger.FindSweepAsync(sweep, cancellationToken);

    public ValueTask<IReadOnlyList<SweepRecord>> ListSweepsAsync(SweepQuery query, CancellationToken cancellationToken) =>
        _ledger.ListSweepsAsync(query, cancellationToken);

    public ValueTask<SweepRecord?> AdvanceAsync(string sweep, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken) =>
        _ledger.AdvanceAsync(sweep, decide, cancellationToken);

    public ValueTask<DatasetIdentity?> FixDatasetAsync(string sweep, DatasetIdentity dataset, CancellationToken cancellationToken) =>
        _ledger.FixDatasetAsync(sweep, dataset, cancellationToken);

    public ValueTask<IReadOnlyList<SweepEvent>> ReadEventsAsync(string sweep, long after, int limit, CancellationToken cancellationToken) =>
        _ledger.ReadEventsAsync(sweep, after, limit, cancellationToken);

    public ValueTask<IReadOnlyList<TrialLease>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        _leases.ClaimAsync(request, cancellationToken);

    public ValueTask<IReadOnlyList<LeaseStatus>> RenewAsync(string silo, TimeSpan lease, CancellationToken cancellationToken) =>
        _leases.RenewAsync(silo, lease, cancellationToken);

    public ValueTask ReleaseAsync(IReadOnlyList<AttemptId> attempts, CancellationToken cancellationToken) =>
        _leases.ReleaseAsync(attempts, cancellationToken);

    public ValueTask ReturnAsync(IReadOnlyList<AttemptId> attempts, CancellationToken cancellationToken) => _leases.ReturnAsync(attempts, cancellationToken);

    public ValueTask<IReadOnlyList<AttemptId>> RescueAsync(CancellationToken cancellationToken) => _leases.RescueAsync(cancellationToken);

    public ValueTask<IReadOnlyList<AttemptDirective>> ReportAsync(IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken) =>
        _journal.ReportAsync(reports, cancellationToken);

    public ValueTask<bool> SaveCheckpointAsync(AttemptId attempt, ReadOnlyMemory<byte> checkpoint, CancellationToken cancellationToken) =>
        _journal.SaveCheckpointAsync(attempt, checkpoint, cancellationToken);

    public ValueTask<byte[]?> LoadCheckpointAsync(AttemptId attempt, CancellationToken cancellationToken) =>
        _journal.LoadCheckpointAsync(attempt, cancellationToken);

    public ValueTask DropCheckpointAsync(AttemptId attempt, CancellationToken cancellationToken) =>
        _journal.DropCheckpointAsync(attempt, cancellationToken);

    public ValueTask<SweepRecord?> CompleteAsync(AttemptEnd end, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken) =>
        _journal.CompleteAsync(end, decide, cancellationToken);

    public ValueTask<AttemptSuccession> CompleteAndClaimAsync(
        IReadOnlyList<AttemptEnd> ends, ClaimRequest? next, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken) =>
        _journal.CompleteAsync(ends, next, decide, cancellationToken);

    public ValueTask<TrialParts<T>> ListTrialsAsync<T>(TrialQuery query, Func<IReadOnlyList<StoredTrial>, T> make, CancellationToken cancellationToken) =>
        _archive.ListTrialsAsync(query, make, cancellationToken);

    public ValueTask<StoredTrial?> FindTrialAsync(string sweep, int trial, CancellationToken cancellationToken) =>
        _archive.FindTrialAsync(sweep, trial, cancellationToken);

    public IAsyncEnumerable<EndedTrial> ReadEndedAsync(string sweep, long after, bool confusion, CancellationToken cancellationToken) =>
        _archive.ReadEndedAsync(sweep, after, confusion, cancellationToken);

    public ValueTask<IReadOnlyList<EpochMetrics>> ReadEpochsAsync(string sweep, int trial, CancellationToken cancellationToken) =>
        _archive.ReadEpochsAsync(sweep, trial, cancellationToken);

    public IAsyncEnumerable<TrialEpochs> ReadAllEpochsAsync(string sweep, CancellationToken cancellationToken) =>
        _archive.ReadAllEpochsAsync(sweep, cancellationToken);

    public ValueTask<byte[]?> ReadModelAsync(string sweep, int trial, CancellationToken cancellationToken) =>
        _archive.ReadModelAsync(sweep, trial, cancellationToken);

    public ValueTask<IReadOnlyList<AttemptRecord>> ListAttemptsAsync(string sweep, int? trial, CancellationToken cancellationToken) =>
        _archive.ListAttemptsAsync(sweep, trial, cancellationToken);

    public ValueTask EnterSiloAsync(SiloRecord silo, TimeSpan lease, CancellationToken cancellationToken) =>
        _silos.EnterSiloAsync(silo, lease, cancellationToken);

    public ValueTask CheckEngineAsync(string engine, CancellationToken cancellationToken) => _silos.CheckEngineAsync(engine, cancellationToken);

    public ValueTask<int> LeaveSiloAsync(string silo, SiloEnd end, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken) =>
        _silos.LeaveSiloAsync(silo, end, decide, cancellationToken);

    public ValueTask<IReadOnlyList<SiloRecord>> ListSilosAsync(CancellationToken cancellationToken) => _silos.ListSilosAsync(cancellationToken);

    public ValueTask BeginMembershipAsync(string cluster, CancellationToken cancellationToken) => _members.BeginMembershipAsync(cluster, cancellationToken);

    public ValueTask<MembershipRecord?> ReadMembershipAsync(string cluster, string? member, CancellationToken cancellationToken) =>
        _members.ReadMembershipAsync(cluster, member, cancellationToken);

    public ValueTask<IReadOnlyList<MembershipRecord>> ListMembershipsAsync(CancellationToken cancellationToken) => _members.ListMembershipsAsync(cancellationToken);

    public ValueTask<bool> AddMemberAsync(MembershipChange change, CancellationToken cancellationToken) => _members.AddMemberAsync(change, cancellationToken);

    public ValueTask<bool> ReplaceMemberAsync(MembershipChange change, string tag, CancellationToken cancellationToken) =>
        _members.ReplaceMemberAsync(change, tag, cancellationToken);

    public ValueTask NoteAliveAsync(string cluster, string member, DateTimeOffset at, CancellationToken cancellationToken) =>
        _members.NoteAliveAsync(cluster, member, at, cancellationToken);

    public ValueTask ForgetMembersAsync(string cluster, DateTimeOffset before, CancellationToken cancellationToken) =>
        _members.ForgetMembersAsync(cluster, before, cancellationToken);

    public ValueTask DeleteMembershipAsync(string cluster, CancellationToken cancellationToken) => _members.DeleteMembershipAsync(cluster, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ReadKeysAsync(CancellationToken cancellationToken) => _keys.ReadKeysAsync(cancellationToken);

    public ValueTask AddKeyAsync(string name, string text, CancellationToken cancellationToken) => _keys.AddKeyAsync(name, text, cancellationToken);

    public ValueTask<PruneOutcome> PruneAsync(PruneRequest request, CancellationToken cancellationToken) => _upkeep.PruneAsync(request, cancellationToken);
}
