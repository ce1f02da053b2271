using System.Collections.Concurrent;
using DropoutSweep.Grains.Orleans.Contracts;
using DropoutSweep.Grains.Orleans.Hosting;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Orleans.TestingHost;
using Xunit;

namespace DropoutSweep.Grains.Tests.Orleans;

/// <summary>A cluster of Orleans silos in this process, on a SQLite store, whose slots are the tests'.</summary>
internal sealed class GrainRoom : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder? _folder;
    private readonly string _prefix = $"{Guid.NewGuid():N}"[..6];
    private readonly ConcurrentDictionary<string, FakeSlots> _slots = new(StringComparer.Ordinal);

    private GrainRoom(int silos, int slots, ISweepStore? store)
    {
        _folder = store is null ? new TemporaryFolder() : null;
        Store = store ?? SweepStores.Create(_folder!["sweeps.db"], TimeProvider.System);
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureSilo((silo, orleans) =>
        {
            // Names that are no other cluster's: the store lists the silos of all.
            var name = $"{_prefix}{silo.SiloName}";
            orleans.Services.PostConfigure<SiloOptions>(names => names.SiloName = name);
            var options = new GrainClusterOptions { Store = Store, Coordinators = new SweepCoordinators(), Silo = name, Lease = TimeSpan.FromSeconds(1), Loggers = NullLoggerFactory.Instance };
            GrainSilo.Configure(orleans, options, _slots.GetOrAdd(name, _ => new FakeSlots(name, slots)));
        });
        Cluster = builder.Build();
    }

    public InProcessTestCluster Cluster { get; }

    public ISweepStore Store { get; }

    /// <summary>The silos' slots, by silo.</summary>
    public IReadOnlyDictionary<string, FakeSlots> Slots => _slots;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts silos and enters them into the store.</summary>
    public static async Task<GrainRoom> OpenAsync(int silos, int slots)
    {
        var room = new GrainRoom(silos, slots, store: null);
        await room.Store.OpenAsync(Token);
        await room.StartAsync(slots);
        return room;
    }

    /// <summary>Starts a cluster of one silo on another one's store, whose silos do not know of each other.</summary>
    public static async Task<GrainRoom> JoinAsync(GrainRoom other, int slots)
    {
        var room = new GrainRoom(silos: 1, slots, other.Store);
        await room.StartAsync(slots);
        return room;
    }

    private async Task StartAsync(int slots)
    {
        await Cluster.DeployAsync();
        foreach (var name in _slots.Keys)
        {
            await EnterAsync(name, slots);
        }
    }

    /// <summary>Enters a silo into the store's list, whether or not it is in the cluster.</summary>
    public async Task EnterAsync(string silo, int slots) => await Store.EnterSiloAsync(
        new SiloRecord { Id = silo, Host = "here", Process = 1, Slots = slots, Engine = "orleans", Version = "1", VectorBits = 256 },
        TimeSpan.FromMinutes(1),
        Token);

    public async Task<string> SubmitAsync(int trials, string more = "")
    {
        var spec = SweepSpecReader.Read($"name: test\ndataset: curve\nmodel: {{layers: [4], output: linear}}\ntraining: {{epochs: 3}}\nreplicates: {trials}\n{more}", "test.yaml");
        var submission = new SweepSubmission { Id = $"test-{Guid.NewGuid():N}"[..20], Specification = spec, Begin = new SweepCoordinator(spec).Advance };
        return (await Store.SubmitAsync(submission, Token)).Sweep.Id;
    }

    public ISweepGrain Sweep(string id) => Cluster.Client.GetGrain<ISweepGrain>(id);

    /// <summary>Trials that run on each silo, the fewest first.</summary>
    public int[] Spread() => [.. _slots.Values.Select(slots => slots.Running.Count).Order()];

    /// <summary>Waits until a condition holds; what grains do between calls, nothing tells of.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"Waited {Patience.TotalSeconds} s for {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(10), Token);
        }
    }

    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        if (_folder is not null)
        {
            await Store.DisposeAsync();
            _folder.Dispose();
        }
    }
}
