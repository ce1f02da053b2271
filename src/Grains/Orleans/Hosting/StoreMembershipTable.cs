using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace DropoutSweep.Grains.Orleans.Hosting;

/// <summary>
/// Orleans' table of a cluster's members, kept in the store: any silo may die, the first one too, and a local cluster
/// needs no server. The rules are the ledger's; this translates.
/// </summary>
internal sealed class StoreMembershipTable(ISweepStore store, IOptions<ClusterOptions> options) : IMembershipTable
{
    private readonly string _cluster = options.Value.ClusterId;

    public async Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        if (tryInitTableVersion)
        {
            await store.BeginMembershipAsync(_cluster, CancellationToken.None);
        }
    }

    public Task DeleteMembershipTableEntries(string clusterId) => store.DeleteMembershipAsync(clusterId, CancellationToken.None).AsTask();

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => store.ForgetMembersAsync(_cluster, beforeDate, CancellationToken.None).AsTask();

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadAsync(key.ToParsableString());

    public Task<MembershipTableData> ReadAll() => ReadAsync(member: null);

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        store.AddMemberAsync(Change(entry, tableVersion), CancellationToken.None).AsTask();

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        store.ReplaceMemberAsync(Change(entry, tableVersion), etag, CancellationToken.None).AsTask();

    public Task UpdateIAmAlive(MembershipEntry entry) =>
        store.NoteAliveAsync(_cluster, entry.SiloAddress.ToParsableString(), Time(entry.IAmAliveTime), CancellationToken.None).AsTask();

    private static MembershipEntry Entry(MemberRecord member) => new()
    {
        SiloAddress = SiloAddress.FromParsableString(member.Address),
        Status = Status(member.Status),
        SuspectTimes = [.. member.Suspicions.Select(static suspicion => Tuple.Create(SiloAddress.FromParsableString(suspicion.By), suspicion.At.UtcDateTime))],
        ProxyPort = member.ClientPort,
        HostName = member.Host,
        SiloName = member.Name,
        RoleName = member.Role,
        UpdateZone = member.UpdateZone,
        FaultZone = member.FaultZone,
        StartTime = member.StartedAt.UtcDateTime,
        IAmAliveTime = member.AliveAt.UtcDateTime,
    };

    private static MemberRecord Member(MembershipEntry entry) => new()
    {
        Address = entry.SiloAddress.ToParsableString(),
        Name = entry.SiloName ?? string.Empty,
        Host = entry.HostName ?? string.Empty,
        Status = Status(entry.Status),
        ClientPort = entry.ProxyPort,
        Role = entry.RoleName,
        UpdateZone = entry.UpdateZone,
        FaultZone = entry.FaultZone,
        StartedAt = Time(entry.StartTime),
        AliveAt = Time(entry.IAmAliveTime),
        Suspicions = [.. (entry.SuspectTimes ?? []).Select(static vote => new MemberSuspicion(vote.Item1.ToParsableString(), Time(vote.Item2)))],
    };

    /// <summary>Orleans' times are UTC, whatever they say of themselves.</summary>
    private static DateTimeOffset Time(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static MemberStatus Status(SiloStatus status) => status switch
    {
        SiloStatus.None => MemberStatus.None,
        SiloStatus.Created => MemberStatus.Created,
        SiloStatus.Joining => MemberStatus.Joining,
        SiloStatus.Active => MemberStatus.Active,
        SiloStatus.ShuttingDown => MemberStatus.ShuttingDown,
        SiloStatus.Stopping => MemberStatus.Stopping,
        SiloStatus.Dead => MemberStatus.Dead,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Orleans has a status that the store does not know."),
    };

    private static SiloStatus Status(MemberStatus status) => Enum.GetValues<SiloStatus>().First(one => Status(one) == status);

    private MembershipChange Change(MembershipEntry entry, TableVersion version) => new(_cluster, version.VersionEtag, version.Version, Member(entry));

    private async Task<MembershipTableData> ReadAsync(string? member)
    {
        var table = await store.ReadMembershipAsync(_cluster, member, CancellationToken.None)
            ?? throw new InvalidOperationException($"The store has no table of the cluster '{_cluster}'.");
        return new MembershipTableData(
            [.. table.Members.Select(static stored => Tuple.Create(Entry(stored.Member), stored.Tag))],
            new TableVersion(table.Version, table.Tag));
    }
}
