using System.CommandLine;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Up;
using DropoutSweep.Silo.Containers;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Data.Locating;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Client.Commands;

/// <summary>Runs one silo in this process.</summary>
internal sealed class SiloCommand : Command, IExampleCommand
{
    /// <summary>Stops the silo when standard input ends; how <c>up</c> keeps its silos.</summary>
    public const string UntilInputEnds = "--until-input-ends";

    private readonly ClientHost _host;
    private readonly SiloArguments _silo;
    private readonly Option<int?> _slots = new("--slots")
    {
        Description = "Trials to train at once; one per processor unless given, 0 to serve only.",
        HelpName = "N",
        CustomParser = result => WholeNumber.Parse(result, "--slots", 0, ExecutionOptions.MaxSlots),
    };

    private readonly Option<int?> _port = new("--port")
    {
        Description = $"The port of the HTTP API; {ClusterSettings.DefaultPort} unless given, 0 for a free one.",
        HelpName = "PORT",
        CustomParser = result => WholeNumber.Parse(result, "--port", 0, 65_535),
    };

    private readonly Option<int?> _siloPort = new("--silo-port")
    {
        Description = "With --engine orleans, the port on which other silos reach this one; a free one unless given.",
        HelpName = "PORT",
        CustomParser = result => WholeNumber.Parse(result, "--silo-port", 0, 65_535),
    };

    private readonly EngineOption _engine = new("sql unless given");
    private readonly Option<bool> _untilInputEnds = new(UntilInputEnds) { Hidden = true };

    public SiloCommand(ClientHost host)
        : base("silo", "Run one silo: train trials of the store's sweeps, and serve the HTTP API.")
    {
        _host = host;
        Add(_slots);
        Add(_port);
        Add(_engine);
        Add(_siloPort);
        _silo = new SiloArguments(this, host);
        Add(_untilInputEnds);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep silo",
        "dropoutsweep silo --store postgres://sweeps@db/sweeps --bind '*' --token-file /run/secrets/token",
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (parsed.GetValue(_untilInputEnds))
        {
            ParentWatch.Start(Console.OpenStandardInput(), stop.Cancel);
        }

        using var loggers = _silo.Log(parsed);
        var memory = new TrialMemory(ContainerLimits.Memory, ContainerLimits.MemoryText);
        using var datasets = new FolderDatasetSource(DatasetSources.FromEnvironment(_silo.DataFolder(parsed)), memory);
        var started = false;
        try
        {
            var silo = await SiloHost.StartAsync(
                HostOptions(parsed, datasets, memory, loggers),
                opened => TellStore(parsed, opened),
                stop.Token).ConfigureAwait(false);
            await using var closing = silo.ConfigureAwait(false);
            started = true;
            _host.Out.WriteLine(new ReadyLine(silo.Record.Id, silo.Record.Address ?? silo.Address.ToString()));
            await _host.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await using var stopping = stop.Token.Register(() => _ = silo.StopAsync()).ConfigureAwait(false);
            await silo.Completion.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while it started: there was nothing to give back.
        }
        catch (ArgumentException error) when (!started)
        {
            throw SiloArguments.BadStore(error);
        }
        catch (ApiOptionsException error)
        {
            throw new InputException(error.Message);
        }
        catch (IOException error) when (error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new InputException($"Another process listens on port {parsed.GetValue(_port) ?? ClusterSettings.DefaultPort} already; choose another one with --port, or 0 for a free one.");
        }

        return ExitCodes.Success;
    }

    /// <summary>Unless <c>up</c> keeps this silo, which has told it for all of them.</summary>
    private void TellStore(ParseResult parsed, StoreDescription opened)
    {
        if (!parsed.GetValue(_untilInputEnds))
        {
            _host.Error.WriteLine($"Store: {opened}");
        }
    }

    private SiloHostOptions HostOptions(ParseResult parsed, FolderDatasetSource datasets, TrialMemory memory, LoggerFactory loggers)
    {
        var options = new SiloHostOptions
        {
            Store = _silo.Store(parsed),
            Datasets = datasets,
            Trainer = new TrialTrainer(memory),
            Loggers = loggers,
            Time = _host.Time,
            Kind = _engine.Kind(parsed) ?? EngineKind.Sql,
            ClusterPort = parsed.GetValue(_siloPort) ?? 0,
            Api = _silo.Api(parsed, parsed.GetValue(_port) ?? ClusterSettings.DefaultPort),
        };
        if (parsed.GetValue(_slots) is { } slots)
        {
            options = options with { Slots = slots };
        }

        if (_silo.CheckpointInterval(parsed) is { } interval)
        {
            options = options with { CheckpointInterval = interval };
        }

        return _silo.LeaseTime(parsed) is { } lease ? options with { Engine = WithLease(options.Engine, lease) } : options;
    }

    /// <summary>Leases are renewed three times before they run out, and looked after as often.</summary>
    private static EngineOptions WithLease(EngineOptions options, TimeSpan lease)
    {
        var third = lease / 3;
        return options with
        {
            Lease = lease,
            RenewEvery = third,
            RescueEvery = third < options.RescueEvery ? third : options.RescueEvery,
        };
    }
}
