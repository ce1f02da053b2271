using DropoutSweep.Client.Cluster;
using DropoutSweep.Silo;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace DropoutSweep.Client.Tests.Support;

/// <summary>The real API, served by some hosts over one SQLite store in which nobody trains.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<WebApplication> _hosts = [];
    private readonly SweepCoordinators _coordinators = new();

    private TestCluster(string file) => Store = SweepStores.Create(_folder[file], TimeProvider.System);

    public ISweepStore Store { get; }

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public IReadOnlyList<Uri> Addresses => [.. _hosts.Select(ApiHost.AddressOf)];

    /// <summary>The variables of a user who means this cluster.</summary>
    public Func<string, string?> Environment => name => name switch
    {
        ClusterSettings.ClusterVariable => string.Join(',', Addresses),
        "XDG_CONFIG_HOME" or "XDG_DATA_HOME" => _folder["user"],
        _ => null,
    };

    public static async Task<TestCluster> StartAsync(int hosts = 1, string? token = null)
    {
        var cluster = new TestCluster("store.db");
        await cluster.Store.OpenAsync(Cancelled);
        for (var i = 0; i < hosts; i++)
        {
            var host = ApiHost.Build(new ApiOptions { Token = token }, new ApiServices { Store = cluster.Store, Version = "1.0" });
            await host.StartAsync(Cancelled);
            cluster._hosts.Add(host);
        }

        return cluster;
    }

    public SiloClient Client(string? token = null, params Uri[] before) =>
        SiloClient.Create(new ClusterSettings([.. before, .. Addresses], "a test", token, null), TimeSpan.FromSeconds(20), TimeProvider.System);

    public async Task StopHostAsync(int host) => await _hosts[host].StopAsync(Cancelled);

    /// <summary>Puts a sweep into the store.</summary>
    public async Task<SweepRecord> AddAsync(string id, string yaml = TestSweep.Yaml)
    {
        var spec = SweepSpecReader.Read(yaml, id);
        var submission = new SweepSubmission { Id = id, Specification = spec, Begin = _coordinators.Advance };
        return (await Store.SubmitAsync(submission, Cancelled)).Sweep;
    }

    public async Task ApplyAsync(string id, SweepVerb verb) =>
        await Store.AdvanceAsync(id, sweep => _coordinators.Coordinator(sweep).Apply(verb, sweep), Cancelled);

    /// <summary>Has a silo of the store take trials.</summary>
    public async Task<IReadOnlyList<TrialLease>> ClaimAsync(int slots)
    {
        var silo = SiloIdentity.Create(slots, address: null) with { Id = "silo-1" };
        await Store.EnterSiloAsync(silo, TimeSpan.FromMinutes(1), Cancelled);
        return await Store.ClaimAsync(new ClaimRequest { Silo = silo.Id, Slots = [.. Enumerable.Range(0, slots)], Lease = TimeSpan.FromMinutes(1) }, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await Store.DisposeAsync();
        _folder.Dispose();
    }
}
