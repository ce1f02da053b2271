using System.Net;
using DropoutSweep.Grains.Orleans.Hosting;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Tests.Support;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Xunit;

namespace DropoutSweep.Grains.Tests.Orleans;

/// <summary>Orleans' contract of a table of members, as <see cref="IMembershipTable"/> words it; what is the ledger's alone is tested with the stores.</summary>
public sealed class StoreMembershipTableTests : IAsyncLifetime
{
    private static readonly DateTime Now = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();
    private readonly Departure _departure = new();
    private ISweepStore _store = null!;
    private StoreMembershipTable _table = null!;

    public async ValueTask InitializeAsync()
    {
        _store = SweepStores.Create(_folder["sweeps.db"], TimeProvider.System);
        await _store.OpenAsync(TestContext.Current.CancellationToken);
        _table = Table("here");
        await _table.InitializeMembershipTable(tryInitTableVersion: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _departure.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task SiloThatGoes_IsAnsweredWithoutTheStore()
    {
        await InsertAsync(Entry(1));
        await InsertAsync(Entry(2));
        var before = await _table.ReadAll();
        var (entry, tag) = before.TryGet(Entry(1).SiloAddress)!;
        _departure.Go();
        entry.Status = SiloStatus.Dead;
        Assert.True(await _table.UpdateRow(entry, tag, before.Version.Next()));
        Assert.True(await _table.InsertRow(Entry(3), before.Version.Next()));
        Assert.Equal(Addresses(before), Addresses(await _table.ReadAll()), StringComparer.Ordinal);
        Assert.Equal(Entry(2).SiloAddress, Assert.Single((await _table.ReadRow(Entry(2).SiloAddress)).Members).Item1.SiloAddress);

        // The others read that nothing was written.
        var others = await _store.ReadMembershipAsync("here", member: null, TestContext.Current.CancellationToken);
        Assert.All(others!.Members, stored => Assert.NotEqual(MemberStatus.Dead, stored.Member.Status));
        Assert.Equal(2, others.Members.Count);

        static IEnumerable<string> Addresses(MembershipTableData table) => table.Members.Select(row => row.Item1.SiloAddress.ToParsableString()).Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Initialize_MakesAnEmptyTable_OnceForAll()
    {
        var empty = await _table.ReadAll();
        Assert.Empty(empty.Members);
        Assert.Equal(0, empty.Version.Version);
        Assert.NotNull(empty.Version.VersionEtag);
        Assert.True(await _table.InsertRow(Entry(1), empty.Version.Next()));
        await Table("here").InitializeMembershipTable(tryInitTableVersion: true);
        Assert.Single((await _table.ReadAll()).Members);
    }

    [Fact]
    public async Task InsertRow_KeepsEveryField_AndMovesTheVersion()
    {
        var empty = await _table.ReadAll();
        var entry = Entry(1);
        Assert.True(await _table.InsertRow(entry, empty.Version.Next()));

        var (read, row) = (await _table.ReadRow(entry.SiloAddress), (await _table.ReadAll()).TryGet(entry.SiloAddress)!);
        Assert.Equal(1, read.Version.Version);
        Assert.NotEqual(empty.Version.VersionEtag, read.Version.VersionEtag, StringComparer.Ordinal);
        Assert.Equal(entry.ToFullString(), Assert.Single(read.Members).Item1.ToFullString());
        Assert.Equivalent(entry, row.Item1, strict: true);
        Assert.Equal(DateTimeKind.Utc, row.Item1.IAmAliveTime.Kind);
        Assert.NotNull(row.Item2);
        Assert.Empty((await _table.ReadRow(Address(9))).Members);
    }

    [Fact]
    public async Task InsertRow_OfAKnownSiloOrOnAnOldTable_IsRefused()
    {
        var old = (await _table.ReadAll()).Version.Next();
        Assert.True(await _table.InsertRow(Entry(1), old));
        Assert.False(await _table.InsertRow(Entry(1), old));
        Assert.False(await _table.InsertRow(Entry(2), old));
        Assert.False(await _table.InsertRow(Entry(1), (await _table.ReadAll()).Version.Next()));
        Assert.Equal(1, (await _table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task UpdateRow_TakesTheNewestEtagsOnly()
    {
        for (var i = 1; i < 5; i++)
        {
            var entry = Entry(i);
            var old = (await _table.ReadAll()).Version.Next();
            Assert.True(await _table.InsertRow(entry, old));
            var before = await _table.ReadAll();
            var etag = before.TryGet(entry.SiloAddress)!.Item2;
            entry.Status = SiloStatus.Active;
            entry.AddSuspector(Address(77), Now.AddSeconds(3));
            Assert.False(await _table.UpdateRow(entry, etag, old));
            Assert.True(await _table.UpdateRow(entry, etag, before.Version.Next()));
            Assert.False(await _table.UpdateRow(entry, etag, before.Version.Next()));
            Assert.False(await _table.UpdateRow(entry, etag, (await _table.ReadAll()).Version.Next()));

            var after = await _table.ReadAll();
            Assert.Equal(entry.ToFullString(), after.TryGet(entry.SiloAddress)!.Item1.ToFullString());
            Assert.False(await _table.UpdateRow(entry, after.TryGet(entry.SiloAddress)!.Item2, before.Version.Next()));
            Assert.Equal((2 * i, i), (after.Version.Version, after.Members.Count));
        }

        Assert.False(await _table.UpdateRow(Entry(9), "none", (await _table.ReadAll()).Version.Next()));
    }

    [Fact]
    public async Task UpdateRow_InParallel_CountsEachOnce()
    {
        var first = (await _table.ReadAll()).Version.Next();
        var inserted = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _table.InsertRow(Entry(1), first)));
        Assert.Single(inserted, success => success);
        await Task.WhenAll(Enumerable.Range(0, 19).Select(async _ =>
        {
            bool done;
            do
            {
                var data = await _table.ReadAll();
                var row = data.TryGet(Address(1))!;
                done = await _table.UpdateRow(row.Item1, row.Item2, data.Version.Next());
            }
            while (!done);
        }));

        var after = await _table.ReadAll();
        Assert.Equal(20, after.Version.Version);
        Assert.Single(after.Members);
    }

    [Fact]
    public async Task UpdateIAmAlive_TakesAnEntryOfTwoFields_AndLeavesTheVersion()
    {
        Assert.True(await _table.InsertRow(Entry(1), (await _table.ReadAll()).Version.Next()));
        var before = await _table.ReadAll();
        await _table.UpdateIAmAlive(new MembershipEntry { SiloAddress = Address(1), IAmAliveTime = Now.AddMinutes(5) });

        var after = await _table.ReadAll();
        var expected = Entry(1);
        expected.IAmAliveTime = Now.AddMinutes(5);
        Assert.Equivalent(expected, after.Members[0].Item1, strict: true);
        Assert.Equal(before.Version, after.Version);
    }

    [Fact]
    public async Task CleanupDefunctSiloEntries_TakesOldOnesThatAreNotActive()
    {
        foreach (var status in Enum.GetValues<SiloStatus>())
        {
            await InsertAsync(Entry(10 + (int)status, status, Now.AddDays(-10)));
            await InsertAsync(Entry(30 + (int)status, status, Now));
        }

        await _table.CleanupDefunctSiloEntries(new DateTimeOffset(Now.AddDays(-7)));
        var left = (await _table.ReadAll()).Members.Select(row => row.Item1).ToList();
        Assert.Equal(Enum.GetValues<SiloStatus>().Length + 1, left.Count);
        Assert.Equal(2, left.Count(entry => entry.Status == SiloStatus.Active));

        // Orleans asks for one tick after the newest that shall go.
        await _table.CleanupDefunctSiloEntries(new DateTimeOffset(Now.AddTicks(1)));
        Assert.All((await _table.ReadAll()).Members, row => Assert.Equal(SiloStatus.Active, row.Item1.Status));
    }

    [Fact]
    public async Task DeleteMembershipTableEntries_TakesOneCluster()
    {
        var other = Table("there");
        await other.InitializeMembershipTable(tryInitTableVersion: true);
        await InsertAsync(Entry(1));
        await _table.DeleteMembershipTableEntries("there");
        Assert.Single((await _table.ReadAll()).Members);
        await _table.DeleteMembershipTableEntries("here");
        await _table.InitializeMembershipTable(tryInitTableVersion: true);
        Assert.Empty((await _table.ReadAll()).Members);
    }

    private static SiloAddress Address(int generation) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 12_345), generation);

    private static MembershipEntry Entry(int generation, SiloStatus status = SiloStatus.Joining, DateTime? at = null) => new()
    {
        SiloAddress = Address(generation),
        HostName = "host",
        SiloName = $"silo-{generation}",
        RoleName = "role",
        UpdateZone = 3,
        FaultZone = 4,
        Status = status,
        ProxyPort = 30_000,
        StartTime = at ?? Now,
        IAmAliveTime = at ?? Now,
        SuspectTimes = [Tuple.Create(Address(100), (at ?? Now).AddMilliseconds(-1)), Tuple.Create(Address(101), (at ?? Now).AddMilliseconds(-2))],
    };

    private StoreMembershipTable Table(string cluster) => new(_store, _departure, Options.Create(new ClusterOptions { ClusterId = cluster, ServiceId = "service" }));

    private async Task InsertAsync(MembershipEntry entry) => Assert.True(await _table.InsertRow(entry, (await _table.ReadAll()).Version.Next()));
}
