using System.CommandLine;
using System.Globalization;
using System.Net;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Up;
using DropoutSweep.Silo.Containers;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Client.Commands;

/// <summary>Runs a cluster of silo processes on this machine.</summary>
internal sealed class UpCommand : Command, IExampleCommand
{
    private const int MostSilos = 256;
    private readonly ClientHost _host;
    private readonly SiloArguments _silo;
    private readonly Option<int?> _silos = new("--silos")
    {
        Description = "Silos, a process each; 1 unless given. More than one keeps sweeps going when a process is lost.",
        HelpName = "N",
        CustomParser = result => WholeNumber.Parse(result, "--silos", 1, MostSilos),
    };

    private readonly Option<int?> _slots = new("--slots")
    {
        Description = "Trials to train at once, over all silos; one per processor unless given.",
        HelpName = "N",
        CustomParser = result => WholeNumber.Parse(result, "--slots", 1, ExecutionOptions.MaxSlots),
    };

    private readonly Option<int?> _port = new("--port")
    {
        Description = $"The first silo's port, the others' come after it; unless given, free ones from {ClusterSettings.DefaultPort} on; 0 for any free ones.",
        HelpName = "PORT",
        CustomParser = result => WholeNumber.Parse(result, "--port", 0, 65_535),
    };

    private readonly EngineOption _engine = new("orleans unless given, where this build has it");

    public UpCommand(ClientHost host)
        : base("up", "Run a cluster of silos on this machine until Ctrl-C; one that crashes is started again.")
    {
        _host = host;
        Add(_silos);
        Add(_slots);
        Add(_port);
        Add(_engine);
        _silo = new SiloArguments(this, host);
        SetAction(RunAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep up",
        "dropoutsweep up --silos 2 --store sweeps.db",
        "dropoutsweep up --silos 3 --engine sql",
    ];

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var slots = Shares(parsed);
        var ports = Ports(parsed, slots.Count);
        var engine = _engine.Kind(parsed) ?? Engines.Default;
        var arguments = slots.Select(share => SiloArgumentsOf(parsed, share, engine)).ToList();
        Check(_silo.Api(parsed, port: 0));
        var address = _silo.Store(parsed);
        var store = Create(address);
        await using var open = store.ConfigureAwait(false);
        await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        await store.CheckEngineAsync(Engines.NameOf(engine), cancellationToken).ConfigureAwait(false);
        Say($"Store: {store.Description}");
        Say($"Engine: {Engines.NameOf(engine)}{(Engines.Missing is { } missing ? $" ({missing})" : "")}");

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var seats = arguments.Select((one, index) => new SiloSeat(index + 1, ports[index], one, Engines.NameOf(engine), address, store, Say, _host.Time)).ToList();
        var running = seats.Select(seat => seat.RunAsync(stop.Token)).ToList();
        var addresses = await Task.WhenAll(seats.Select(seat => seat.Started)).ConfigureAwait(false);
        if (addresses.All(address => address is not null))
        {
            Tell(parsed, addresses, slots);
            var ends = await Task.WhenAll(running).ConfigureAwait(false);
            return ends.Contains(ExitCodes.BadInput) ? ExitCodes.BadInput : ExitCodes.Success;
        }

        await stop.CancelAsync().ConfigureAwait(false);
        var codes = await Task.WhenAll(running).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }

        Say("error: not every silo could be started; the lines above say why.");
        return codes.Contains(ExitCodes.BadInput) ? ExitCodes.BadInput : ExitCodes.Failure;
    }

    /// <summary>What every silo would refuse is refused once, before there is a store.</summary>
    private static void Check(ApiOptions options)
    {
        try
        {
            ApiHost.Check(options);
        }
        catch (ApiOptionsException error)
        {
            throw new InputException(error.Message);
        }
    }

    private ISweepStore Create(string address)
    {
        try
        {
            return SweepStores.Create(address, _host.Time);
        }
        catch (ArgumentException error)
        {
            throw SiloArguments.BadStore(error);
        }
    }

    /// <summary>Slots of each silo: as even as can be, at least one each.</summary>
    private List<int> Shares(ParseResult parsed)
    {
        var silos = parsed.GetValue(_silos) ?? 1;
        var slots = parsed.GetValue(_slots) ?? Math.Max(silos, ContainerLimits.Slots(ExecutionOptions.MaxSlots));
        return slots >= silos
            ? [.. Enumerable.Range(0, silos).Select(silo => (slots / silos) + (silo < slots % silos ? 1 : 0))]
            : throw new InputException($"--slots {slots} is fewer than a slot for each of {silos} silos.");
    }

    private IReadOnlyList<int> Ports(ParseResult parsed, int count)
    {
        if (parsed.GetValue(_port) is not { } first)
        {
            return FreePorts.From(IPAddress.TryParse(_silo.Address(parsed), out var address) ? address : IPAddress.Any, ClusterSettings.DefaultPort, count);
        }

        return first == 0 ? [.. Enumerable.Repeat(0, count)]
            : first + count - 1 <= 65_535 ? [.. Enumerable.Range(first, count)]
            : throw new InputException($"--port {first} leaves no ports for {count} silos; they go up to 65535.");
    }

    private List<string> SiloArgumentsOf(ParseResult parsed, int slots, EngineKind engine) =>
    [
        "--slots", slots.ToString(CultureInfo.InvariantCulture),
        _engine.Name, Engines.NameOf(engine),
        .. _silo.ForSilo(parsed),
    ];

    private void Tell(ParseResult parsed, string?[] addresses, List<int> slots)
    {
        foreach (var address in addresses)
        {
            _host.Out.WriteLine(address);
        }

        _host.Out.Flush();
        var cluster = addresses is [var only] && string.Equals(only, ClusterSettings.DefaultAddress, StringComparison.Ordinal)
            ? "" : $" --cluster {string.Join(',', addresses)}";
        var token = _silo.Token(parsed) is null ? "" : " They ask for the token.";
        Say($"{addresses.Length} silo(s) with {slots.Sum()} slot(s) are ready.{token} Ctrl-C stops them; what is unfinished goes on when they are up again.");
        Say($"Next, in another terminal: {DropoutSweepCommand.ExecutableNameText} submit sweeps/quickstart.yaml --watch{cluster}");
    }

    private void Say(string line) => _host.Error.WriteLine(line);
}
