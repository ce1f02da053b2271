using System.Net;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Silo.Logging;
using DropoutSweep.Silo.Slots;
using DropoutSweep.Silo.Telemetry;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Threading;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Hosting;

/// <summary>A silo in this process: a store, the API over it, and the engine that trains its trials in slots.</summary>
public sealed class SiloHost : IAsyncDisposable
{
    private static readonly TimeSpan ApiStopsWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Times that a data set that could not be had may be due to be asked for again before it is forgotten.</summary>
    private const int FailuresCount = 3;

    private readonly CancellationTokenSource _stop = new();
    private readonly WebApplication _api;
    private readonly ISweepStore _store;
    private readonly SiloTelemetry _telemetry;

    private SiloHost(WebApplication api, ISweepStore store, SiloTelemetry telemetry, SiloRecord record)
    {
        _api = api;
        _store = store;
        _telemetry = telemetry;
        Record = record;
    }

    /// <summary>The silo as others see it.</summary>
    public SiloRecord Record { get; }

    /// <summary>Where its API is on this machine.</summary>
    public Uri Address => ApiHost.AddressOf(_api);

    /// <summary>What and where its store is.</summary>
    public StoreDescription Store => _store.Description;

    /// <summary>Ends when the engine has: after <see cref="StopAsync"/>, or with the error that ended it.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Opens the store, serves the API and starts the engine; the silo is ready when this returns.</summary>
    /// <param name="options">What it works on.</param>
    /// <param name="opened">Called when the store is open; may be null.</param>
    /// <param name="cancellationToken">Ends the start; what was begun is undone.</param>
    /// <exception cref="StoreException">The store cannot be opened.</exception>
    /// <exception cref="ApiOptionsException">The API's options are wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The slots are out of their range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SiloHost> StartAsync(SiloHostOptions options, Action<StoreDescription>? opened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Slots is < 0 or > ExecutionOptions.MaxSlots)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Slots, $"Slots are 0 to {ExecutionOptions.MaxSlots}.");
        }

        var name = SiloIdentity.NewId();
        var plain = SweepStores.Create(options.Store, options.Time, new StoreOptions { Logger = options.Loggers.CreateLogger(typeof(SweepStores).FullName!) });
        var telemetry = SiloTelemetry.Begin(plain, options.Slots, name, Environment.GetEnvironmentVariable, options.Time);
        var store = telemetry.Measure(plain);
        WebApplication? api = null;
        SiloHost? host = null;
        try
        {
            var datasets = new DatasetReadiness(options.Datasets, options.Engine.AvoidFor * FailuresCount, options.Time);
            var readiness = new SiloReadiness(datasets, store);
            api = ApiHost.Build(options.Api, new ApiServices
            {
                Store = store,
                Readiness = readiness,
                Engine = Engines.NameOf(options.Kind),
                Version = SiloIdentity.Version,
                Datasets = options.Datasets,
                Telemetry = telemetry,
                Time = options.Time,
                Loggers = options.Loggers,
            });

            // Options that cannot be used are found out by now: no store is made for a silo that they keep from starting.
            await store.OpenAsync(cancellationToken).ConfigureAwait(false);
            opened?.Invoke(store.Description);
            await StartAsync(api, cancellationToken).ConfigureAwait(false);
            host = new SiloHost(api, store, telemetry, SiloIdentity.Create(options.Slots, Advertised(ApiHost.AddressOf(api)), options.Kind) with { Id = name });
            await host.BeginAsync(options with { Datasets = datasets, Trainer = telemetry.Measure(options.Trainer) }, readiness, cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch
        {
            if (host is not null)
            {
                await host.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                await CloseAsync(api, store, telemetry).ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Lets every trial save a checkpoint, gives the trials back, leaves the store's list of silos and stops serving.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
        await StopApiAsync(_api).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await Completion.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whoever wants to know awaits Completion; here it only has to be over.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Told by Completion.
        }

        await CloseAsync(_api, _store, _telemetry).ConfigureAwait(false);
        _stop.Dispose();
    }

    private static async Task StartAsync(WebApplication api, CancellationToken cancellationToken)
    {
        try
        {
            // To its end, which is near: a start that is broken off halfway is a failure to the host, which logs it as one.
            await api.StartAsync(CancellationToken.None).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception error) when (TlsSettings.IsCertificates(error))
        {
            throw new ApiOptionsException($"The API's certificate cannot be used: {error.Message}", error);
        }
    }

    private static async Task CloseAsync(WebApplication? api, ISweepStore store, SiloTelemetry telemetry)
    {
        if (api is not null)
        {
            await StopApiAsync(api).ConfigureAwait(false);
            await api.DisposeAsync().ConfigureAwait(false);
        }

        telemetry.Dispose();
        await store.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task StopApiAsync(WebApplication api)
    {
        using var limit = new CancellationTokenSource(ApiStopsWithin);
        try
        {
            await api.StopAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Requests that had not ended by now were cut off.
        }
    }

    /// <summary>Uses the time until somebody submits a sweep; stands back like a slot if there is one already.</summary>
    private static void WarmUp(SiloHostOptions options)
    {
        if (options.Slots > 0)
        {
            var logger = options.Loggers.CreateLogger<SiloHost>();
            SideThread.Start(
                "warm-up",
                () =>
                {
                    ThreadNiceness.Lower();
                    options.Trainer.WarmUp();
                },
                error => logger.NotWarm(error.Message));
        }
    }

    /// <summary>The address that others can use: on all addresses, the machine's name.</summary>
    private static string Advertised(Uri address) =>
        IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? $"{address.Scheme}://{Environment.MachineName}:{address.Port}"
            : address.GetLeftPart(UriPartial.Authority);

    /// <summary>Starts the engine and waits until the store lists the silo: from then on it claims trials.</summary>
    private async Task BeginAsync(SiloHostOptions options, SiloReadiness readiness, CancellationToken cancellationToken)
    {
        Completion = RunAsync(await EngineAsync(options, cancellationToken).ConfigureAwait(false), readiness);
        var seen = 0L;
        while (!Completion.IsCompleted)
        {
            var silos = await _store.ListSilosAsync(cancellationToken).ConfigureAwait(false);
            if (silos.Any(silo => string.Equals(silo.Id, Record.Id, StringComparison.Ordinal)))
            {
                readiness.Set(reason: null);
                WarmUp(options);
                return;
            }

            seen = await _store.WaitForChangeAsync(seen, Look, cancellationToken).ConfigureAwait(false);
        }

        await Completion.ConfigureAwait(false);
    }

    private async Task<IEngine> EngineAsync(SiloHostOptions options, CancellationToken cancellationToken)
    {
        var parts = new SiloParts
        {
            Store = _store,
            Silo = Record,
            Trainer = options.Trainer,
            Datasets = options.Datasets,
            Options = options.Engine,
            Execution = new ExecutionOptions { Slots = Math.Max(1, options.Slots), CheckpointInterval = options.CheckpointInterval },
            Observer = options.Observer ?? new LogObserver(options.Loggers.CreateLogger<LogObserver>()),
            Time = options.Time,
        };

        // Only silos that talk to one another need an address for it, which a machine without a name in the network lacks.
        var endpoint = options.Kind == EngineKind.Sql
            ? null
            : new IPEndPoint(await MachineAddress.OfAsync(options.Api.Address, cancellationToken).ConfigureAwait(false), options.ClusterPort);
        return Engines.Create(options.Kind, parts, options.Loggers, endpoint);
    }

    private async Task RunAsync(IEngine engine, SiloReadiness readiness)
    {
        await Task.Yield();
        try
        {
            await engine.RunAsync(_stop.Token).ConfigureAwait(false);
        }
        finally
        {
            readiness.Set("the silo is stopping");
        }
    }
}
