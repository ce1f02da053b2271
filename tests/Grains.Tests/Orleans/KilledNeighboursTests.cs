using System.Net;
using System.Net.Sockets;
using DropoutSweep.Grains.Orleans.Hosting;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DropoutSweep.Grains.Tests.Orleans;

/// <summary>Which members of a table a silo that starts takes for killed.</summary>
public sealed class KilledNeighboursTests : IAsyncLifetime
{
    private const string Cluster = "test";
    private readonly TemporaryFolder _folder = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private ISweepStore _store = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = SweepStores.Create(_folder["sweeps.db"], TimeProvider.System);
        await _store.OpenAsync(Token);
        await _store.BeginMembershipAsync(Cluster, Token);
        _listener.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task TakeOut_OfThisMachineWhereNobodyListens_AndOfNoOther()
    {
        int refused;
        using (var other = new TcpListener(IPAddress.Loopback, 0))
        {
            other.Start();
            refused = ((IPEndPoint)other.LocalEndpoint).Port;
        }

        // A socket that is listened on but not accepted from: a silo that stands still.
        await AddAsync("stands-still", Dns.GetHostName(), ((IPEndPoint)_listener.LocalEndpoint).Port, MemberStatus.Active);
        await AddAsync("killed", Dns.GetHostName(), refused, MemberStatus.Active);
        await AddAsync("killed-while-joining", Dns.GetHostName(), refused, MemberStatus.Joining);
        await AddAsync("elsewhere", "another-machine", refused, MemberStatus.Active);
        await TakeOutAsync();

        var members = (await _store.ReadMembershipAsync(Cluster, null, Token))!.Members.Select(stored => stored.Member);
        Assert.Equal(["killed", "killed-while-joining"], members.Where(member => member.Status == MemberStatus.Dead).Select(member => member.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(["elsewhere", "stands-still"], (await _store.ListSilosAsync(Token)).Select(silo => silo.Id), StringComparer.Ordinal);
    }

    [Fact]
    public async Task TakeOut_BeforeThereIsATable_IsNothing()
    {
        await _store.DeleteMembershipAsync(Cluster, Token);
        await TakeOutAsync();
        Assert.Null(await _store.ReadMembershipAsync(Cluster, null, Token));
    }

    private Task TakeOutAsync() => new KilledNeighbours(
        new GrainClusterOptions { Store = _store, Coordinators = new SweepCoordinators(), Cluster = Cluster, Silo = "new", Lease = TimeSpan.FromSeconds(1), Loggers = NullLoggerFactory.Instance },
        NullLogger<KilledNeighbours>.Instance).TakeOutAsync(Token);

    private async Task AddAsync(string name, string host, int port, MemberStatus status)
    {
        var table = (await _store.ReadMembershipAsync(Cluster, null, Token))!;
        var now = TimeProvider.System.GetUtcNow();
        var member = new MemberRecord { Address = $"127.0.0.1:{port}@{table.Version + 1}", Name = name, Host = host, Status = status, StartedAt = now, AliveAt = now };
        Assert.True(await _store.AddMemberAsync(new MembershipChange(Cluster, table.Tag, table.Version + 1, member), Token));
        await _store.EnterSiloAsync(
            new SiloRecord { Id = name, Host = host, Process = 1, Slots = 1, Engine = "orleans", Version = "1", VectorBits = 256 }, TimeSpan.FromMinutes(1), Token);
    }
}
