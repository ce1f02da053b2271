using System.CommandLine;
using DropoutSweep.Client.Cluster;

namespace DropoutSweep.Client.Commands;

/// <summary>Says by its exit code whether a silo is well: what a container engine runs inside a silo's container, which has no shell.</summary>
internal sealed class HealthCommand : Command, IExampleCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    /// <summary>Set for a silo that serves by TLS, and so in its container.</summary>
    private const string CertificateVariable = "Kestrel__Certificates__Default__Path";

    private readonly ClientHost _host;
    private readonly Option<string?> _silo = new("--silo")
    {
        Description = $"The silo's address; {ClusterSettings.DefaultAddress} unless given, by https where {CertificateVariable} names the silo's certificate.",
        HelpName = "URL",
    };

    private readonly Option<bool> _alive = new("--alive") { Description = "Ask only whether the process answers, not whether it takes trials." };

    public HealthCommand(ClientHost host)
        : base("health", "Say whether a silo is ready: exit code 0 when it is, 1 when it is not.")
    {
        _host = host;
        Add(_silo);
        Add(_alive);
        SetAction(AskAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep health", "dropoutsweep health --alive --silo https://127.0.0.1:5380"];

    private string Usual() => _host.Environment(CertificateVariable) is { Length: > 0 }
        ? new UriBuilder(ClusterSettings.DefaultAddress) { Scheme = Uri.UriSchemeHttps }.Uri.GetLeftPart(UriPartial.Authority)
        : ClusterSettings.DefaultAddress;

    private async Task<int> AskAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var addresses = ClusterAddresses.Parse(parsed.GetValue(_silo) ?? Usual(), "--silo");
        if (addresses is not [var address])
        {
            throw new InputException($"--silo is one address, not {addresses.Count}.");
        }

        using var health = new SiloHealth(address, Patience);
        var alive = parsed.GetValue(_alive);
        var trouble = await (alive ? health.AliveAsync(cancellationToken) : health.ReadyAsync(cancellationToken)).ConfigureAwait(false);
        if (trouble is null)
        {
            _host.Out.WriteLine(alive ? "alive" : "ready");
            return ExitCodes.Success;
        }

        _host.Error.WriteLine($"The silo at {ProblemText.Show(address)} is not {(alive ? "well" : "ready")}: {trouble}.");
        return ExitCodes.Failure;
    }
}
