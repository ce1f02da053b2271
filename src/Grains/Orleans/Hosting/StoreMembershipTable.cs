using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace DropoutSweep.Grains.Orleans.Hosting;

/// <summary>
/// Orleans' table of a cluster's members, kept in the store: any silo may die, the first one too, and a local cluster
/// needs no server. The rules are the ledger's; this translates.
/// </summary>
/// <remarks>
/// Orleans asks for a read or a write that failed again without end, also when its host has to stop. A silo that goes is
/// therefore answered without the store: with the table as it was, and that it was written. The others find out by themselves.
/// </remarks>
internal sealed class StoreMembershipTable(ISweepStore store, Departure departure, IOptions<ClusterOptions> options) : IMembershipTable
{
    private static readonly MembershipTableData s_empty = new(new TableVersion(0, "0"));

    private readonly string _cluster = options.Value.ClusterId;
    private MembershipTableData _seen = s_empty;

    public async Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        if (tryInitTableVersion)
        {
            await store.BeginMembershipAsync(_cluster, departure.Token);
        }
    }

    public Task DeleteMembershipTableEntries(string clusterId) => store.DeleteMembershipAsync(clusterId, departure.Token).AsTask();

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => store.ForgetMembersAsync(_cluster, beforeDate, departure.Token).AsTask();

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadAsync(key);

    public async Task<MembershipTableData> ReadAll() => _seen = await ReadAsync(key: null);

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) =>
        AskAsync(end => store.AddMemberAsync(Change(entry, tableVersion), end), static () => true);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        AskAsync(end => store.ReplaceMemberAsync(Change(entry, tableVersion), etag, end), static () => true);

    public Task UpdateIAmAlive(MembershipEntry entry) =>
        store.NoteAliveAsync(_cluster, entry.SiloAddress.ToParsableString(), Time(entry.IAmAliveTime), departure.Token).AsTask();

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

    private Task<MembershipTableData> ReadAsync(SiloAddress? key) => AskAsync(
        async end =>
        {
            var table = await store.ReadMembershipAsync(_cluster, key?.ToParsableString(), end)
                ?? throw new InvalidOperationException($"The store has no table of the cluster '{_cluster}'.");
            return new MembershipTableData(
                [.. table.Members.Select(static stored => Tuple.Create(Entry(stored.Member), stored.Tag))],
                new TableVersion(table.Version, table.Tag));
        },
        () => new MembershipTableData([.. _seen.Members.Where(row => key is null || row.Item1.SiloAddress.Equals(key))], _seen.Version));

    private async Task<T> AskAsync<T>(Func<CancellationToken, ValueTask<T>> ask, Func<T> departed)
    {
        try
        {
            return await ask(departure.Token);
        }
        catch (OperationCanceledException) when (departure.Token.IsCancellationRequested)
        {
            return departed();
        }
    }
}
