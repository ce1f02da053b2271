using System.CommandLine;
using System.Globalization;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Interaction;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Logging;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Client.Commands;

/// <summary>What a silo is told, the same for <c>silo</c> and <c>up</c>.</summary>
internal sealed class SiloArguments
{
    private const double LeastLeaseSeconds = 0.5;
    private const double MostLeaseSeconds = 3_600;
    private const double MostCheckpointSeconds = 86_400;
    private const string Json = "json";

    /// <summary>The standard variable of .NET's hosts for the format of logs.</summary>
    private const string LogFormatVariable = "Logging__Console__FormatterName";

    private readonly ClientHost _host;

    public SiloArguments(Command command, ClientHost host)
    {
        _host = host;
        command.Add(StoreOption);
        command.Add(Bind);
        command.Add(TokenFile);
        command.Add(ReadTokenFile);
        command.Add(Data);
        command.Add(Lease);
        command.Add(Checkpoint);
        command.Add(Verbose);
        command.Add(LogFormat);
    }

    private Option<string?> StoreOption { get; } = new("--store")
    {
        Description = $"The store that silos share: a file (SQLite, one machine) or postgres://…; ${ClusterSettings.StoreVariable}, 'store' in the configuration file and a file in the user's data folder come after it.",
        HelpName = "STORE",
    };

    private Option<string?> Bind { get; } = new("--bind")
    {
        Description = "The IP address to listen on, or * for all; 127.0.0.1 unless given. Beyond this machine a token is needed.",
        HelpName = "ADDRESS",
    };

    private TokenFileOption TokenFile { get; } = new();

    private Option<string?> ReadTokenFile { get; } = new("--read-token-file")
    {
        Description = $"A file that holds a second token, with which everything can be read and nothing changed; ${ApiOptions.ReadTokenVariable} comes after it.",
        HelpName = "FILE",
    };

    private DataOption Data { get; } = new();

    private Option<double?> Lease { get; } = new("--lease")
    {
        Description = "Seconds after which the trials of a silo that shows no sign of life go on elsewhere; 15 unless given.",
        HelpName = "SECONDS",
        CustomParser = result => Seconds.Parse(result, "--lease", MostLeaseSeconds),
    };

    private Option<double?> Checkpoint { get; } = new("--checkpoint-every")
    {
        Description = "Seconds of training between two checkpoints of a trial, the most that a kill can cost; 10 unless given.",
        HelpName = "SECONDS",
        CustomParser = result => Seconds.Parse(result, "--checkpoint-every", MostCheckpointSeconds),
    };

    private Option<bool> Verbose { get; } = new("--verbose") { Description = "Log what silos do, not only what goes wrong." };

    private Option<string?> LogFormat { get; } = WithChoices(new Option<string?>("--log-format")
    {
        Description = $"How log lines look: text, or json with sweep and trial in members of their own; ${LogFormatVariable} comes after it, text otherwise.",
        HelpName = "FORMAT",
    });

    /// <summary>The store.</summary>
    public string Store(ParseResult parsed) => new ClusterSettingsReader(_host).Store(parsed.GetValue(StoreOption));

    /// <summary>What to say of a store's address that means nothing; the address itself may hold a password and is not repeated.</summary>
    public static InputException BadStore(ArgumentException error) => new($"The store's address cannot be used: {ErrorText.Of(error)}. It is a file, or like postgres://user@server/database.");

    /// <summary>The address to listen on.</summary>
    public string Address(ParseResult parsed) => parsed.GetValue(Bind) ?? "127.0.0.1";

    /// <summary>The token that requests must carry; null for none.</summary>
    public string? Token(ParseResult parsed) => new ClusterSettingsReader(_host).Token(parsed.GetValue(TokenFile)).Token;

    /// <summary>How the API is served. A token in a file stays there, so that it can be changed while the silo runs.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="port">The port.</param>
    public ApiOptions Api(ParseResult parsed, int port)
    {
        var file = parsed.GetValue(TokenFile);
        var token = Token(parsed);
        return new ApiOptions { Address = Address(parsed), Port = port, Token = file is null ? token : null, TokenFile = file, ReadTokenFile = parsed.GetValue(ReadTokenFile) };
    }

    /// <summary>The folder of data sets; null for none.</summary>
    public string? DataFolder(ParseResult parsed) => parsed.GetValue(Data);

    /// <summary>How long leases last; null for the default.</summary>
    /// <exception cref="InputException">0 is no time.</exception>
    public TimeSpan? LeaseTime(ParseResult parsed) => parsed.GetValue(Lease) switch
    {
        null => null,
        < LeastLeaseSeconds => throw new InputException($"--lease is at least {LeastLeaseSeconds} seconds: a third of it has to be enough for a journey to the store."),
        { } seconds => TimeSpan.FromSeconds(seconds),
    };

    /// <summary>The time between checkpoints; null for the default.</summary>
    public TimeSpan? CheckpointInterval(ParseResult parsed) => parsed.GetValue(Checkpoint) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Whether information is logged too.</summary>
    public bool IsVerbose(ParseResult parsed) => parsed.GetValue(Verbose);

    /// <summary>The log, on standard error. Of the web server only what goes wrong: it would log every request with its whole address.</summary>
    public LoggerFactory Log(ParseResult parsed) => new([Lines(parsed)], new LoggerFilterOptions
    {
        Rules =
        {
            new LoggerFilterRule(providerName: null, "Microsoft", LogLevel.Warning, filter: null),

            // That it does not start, the command says in its own words.
            new LoggerFilterRule(providerName: null, "Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical, filter: null),
        },
    });

    private ILoggerProvider Lines(ParseResult parsed)
    {
        var least = IsVerbose(parsed) ? LogLevel.Information : LogLevel.Warning;
        return string.Equals(parsed.GetValue(LogFormat) ?? _host.Environment(LogFormatVariable), Json, StringComparison.OrdinalIgnoreCase)
            ? new JsonLoggerProvider(_host.Error, least, _host.Time)
            : new LineLoggerProvider(_host.Error, least, _host.Time);
    }

    /// <summary>
    /// The same settings as arguments of <c>silo</c>, but for the store and the token: these are secrets or may hold one,
    /// and everyone on the machine can read arguments. Silos find the token as this process did.
    /// </summary>
    public IEnumerable<string> ForSilo(ParseResult parsed)
    {
        yield return "--bind";
        yield return Address(parsed);
        foreach (var (option, value) in new[] { (TokenFile.Name, parsed.GetValue(TokenFile)), (ReadTokenFile.Name, parsed.GetValue(ReadTokenFile)), (Data.Name, DataFolder(parsed)), (Lease.Name, Text(parsed.GetValue(Lease))), (Checkpoint.Name, Text(parsed.GetValue(Checkpoint))), (LogFormat.Name, parsed.GetValue(LogFormat)) })
        {
            if (value is not null)
            {
                yield return option;
                yield return value;
            }
        }

        if (IsVerbose(parsed))
        {
            yield return Verbose.Name;
        }
    }

    private static Option<string?> WithChoices(Option<string?> option)
    {
        Choices.AddTo(option, "text", Json);
        return option;
    }

    private static string? Text(double? seconds) => seconds?.ToString("R", CultureInfo.InvariantCulture);
}
