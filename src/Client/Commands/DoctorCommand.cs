using System.CommandLine;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Doctor;

namespace DropoutSweep.Client.Commands;

/// <summary>Looks at what sweeps need, and says what to do where something is missing.</summary>
internal sealed class DoctorCommand : Command, IExampleCommand
{
    private const int NameWidth = 9;
    private readonly ClientHost _host;
    private readonly ClusterArguments _cluster;
    private readonly DataOption _data = new();
    private readonly Option<string?> _store = new("--store")
    {
        Description = "The store to look at; the one that silos of this machine would use unless given.",
        HelpName = "STORE",
    };

    public DoctorCommand(ClientHost host)
        : base("doctor", "Look at this machine, its data, store and cluster, and say what to do where something is missing.")
    {
        _host = host;
        Add(_store);
        Add(_data);
        _cluster = new ClusterArguments(this, host);
        SetAction(LookAsync);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } = ["dropoutsweep doctor", "dropoutsweep doctor --cluster https://sweeps.example.org"];

    private async Task<int> LookAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = _cluster.Settings(parsed);
        return await RunAsync(
            _host.Out,
            [
                new RuntimeCheck(),
                new EngineCheck(),
                new ProcessorCheck(),
                new DataCheck(parsed.GetValue(_data)),
                new StoreCheck(new ClusterSettingsReader(_host).Store(parsed.GetValue(_store)), _host.Time),
                new PortCheck(),
                new ClusterCheck(settings, _host.Time),
                new TokenCheck(settings, UserFolders.Configuration(_host.Environment)),
            ],
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs checks and writes a line for each.</summary>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(TextWriter writer, IEnumerable<IDoctorCheck> checks, CancellationToken cancellationToken)
    {
        var fine = true;
        foreach (var check in checks)
        {
            var finding = await check.LookAsync(cancellationToken).ConfigureAwait(false);
            fine &= finding.IsFine;
            await writer.WriteLineAsync($"{(finding.IsFine ? "ok   " : "to do")}  {check.Name.PadRight(NameWidth)}  {finding.Text}".AsMemory(), cancellationToken).ConfigureAwait(false);
        }

        return fine ? ExitCodes.Success : ExitCodes.Failure;
    }
}
