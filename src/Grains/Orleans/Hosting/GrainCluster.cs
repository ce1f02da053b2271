using System.Net;
using System.Net.Sockets;
using DropoutSweep.Grains.Orleans.Contracts;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Execution;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace DropoutSweep.Grains.Orleans.Hosting;

/// <summary>An Orleans silo in this process.</summary>
internal sealed class GrainCluster : IGrainCluster
{
    private readonly ExclusionHandler _exclusion = new();
    private readonly GrainClusterOptions _options;
    private IHost? _host;

    public GrainCluster(GrainClusterOptions options)
    {
        _options = options;
        Desk = new GrainDesk(() => Grains, new StoreDesk(options.Store, options.Coordinators), () => options.Store.AwayFor is not null, options.Time, options.Loggers.CreateLogger<GrainDesk>());
    }

    public ISweepDesk Desk { get; }

    public Task Excluded => _exclusion.Excluded;

    private IGrainFactory Grains => _host?.Services.GetRequiredService<IGrainFactory>() ?? throw new InvalidOperationException("The cluster has not been joined.");

    public async Task StartAsync(ISiloSlots slots, CancellationToken cancellationToken)
    {
        var neighbours = new KilledNeighbours(_options, _options.Loggers.CreateLogger<KilledNeighbours>());
        await neighbours.TakeOutAsync(cancellationToken);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddSingleton(OrleansLoggers.Over(_options.Loggers));
        builder.UseOrleans(silo => Configure(silo, slots));
        _host = builder.Build();
        _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => _exclusion.OnFatalException(context: "Orleans has stopped."));
        using var joining = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = neighbours.KeepTakingOutAsync(joining.Token);
        try
        {
            await _host.StartAsync(cancellationToken);
        }
        finally
        {
            await joining.CancelAsync();
            await watching;
        }
    }

    public Task TakeAsync() => CallAsync(grains => grains.GetGrain<ISlotGrain>(_options.Silo).TakeAsync(int.MaxValue));

    public Task WakeAsync(string sweep) => CallAsync(grains => grains.GetGrain<ISweepGrain>(sweep).WakeAsync());

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_host is { } host)
        {
            await using var late = cancellationToken.UnsafeRegister(static departure => ((Departure)departure!).Go(), Departure(host));
            await host.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            Departure(_host).Go();
        }

        switch (_host)
        {
            case IAsyncDisposable host:
                await host.DisposeAsync();
                break;
            case { } host:
                host.Dispose();
                break;
        }
    }

    private static Departure Departure(IHost host) => host.Services.GetRequiredService<Departure>();

    private void Configure(ISiloBuilder silo, ISiloSlots slots)
    {
        silo.Services.AddSingleton<IMembershipTable, StoreMembershipTable>();
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (_options.Cluster, _options.Cluster));
        silo.Configure<SiloOptions>(names => names.SiloName = _options.Silo);
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = _options.Address;
            endpoint.SiloPort = _options.Port == 0 ? FreePort(_options.Address) : _options.Port;

            // Clients speak HTTP; none speaks to grains.
            endpoint.GatewayPort = 0;
        });
        silo.Services.AddSingleton<IFatalErrorHandler>(_exclusion);
        GrainSilo.Configure(silo, _options, slots);
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task CallAsync(Func<IGrainFactory, Task> call)
    {
        try
        {
            await call(Grains);
        }
#pragma warning disable CA1031 // Whatever a grain or the way to it throws means the same here: it was not done.
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw new GrainClusterException(GrainErrorText.Of(error), error);
        }
    }
}
