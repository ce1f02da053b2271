using System.CommandLine;
using System.CommandLine.Help;
using DropoutSweep.Sweeps.Coordination;

namespace DropoutSweep.Client.Commands;

/// <summary>The root command: wires the commands, help and version.</summary>
internal sealed class DropoutSweepCommand : RootCommand, IExampleCommand
{
    /// <summary>What the program is called on a command line.</summary>
    public const string ExecutableNameText = "dropoutsweep";

    // Made when they are called: all of them take as long to compile as reading a specification does.
    private static readonly (string Name, Func<ClientHost, Command> Create)[] All =
    [
        ("run", static host => new RunCommand(host)),
        ("describe", static host => new DescribeCommand(host)),
        ("init", static host => new InitCommand(host)),
        ("data", static host => new DataCommand(host)),
        ("schema", static host => new SchemaCommand(host)),
        ("completion", static host => new CompletionCommand(host)),
        ("up", static host => new UpCommand(host)),
        ("submit", static host => new SubmitCommand(host)),
        ("watch", static host => new WatchCommand(host)),
        ("list", static host => new ListCommand(host)),
        ("status", static host => new StatusCommand(host)),
        ("trials", static host => new TrialsCommand(host)),
        ("pause", static host => new VerbCommand(host, SweepVerb.Pause, "Pause a sweep: running trials save a checkpoint and stop; nothing is lost.")),
        ("resume", static host => new VerbCommand(host, SweepVerb.Resume, "Go on with a sweep after a pause or a drain.")),
        ("drain", static host => new VerbCommand(host, SweepVerb.Drain, "Finish a sweep's running trials, start none, and pause it then.")),
        ("cancel", static host => new VerbCommand(host, SweepVerb.Cancel, "Stop a sweep for good; what is done is kept.")),
        ("retry", static host => new VerbCommand(host, SweepVerb.Retry, "Run an ended sweep's failed and missing trials again.")),
        ("report", static host => new ReportCommand(host)),
        ("show", static host => new ShowCommand(host)),
        ("predict", static host => new PredictCommand(host)),
        ("documents", static host => new DocumentsCommand(host)),
        ("export", static host => new ExportCommand(host)),
        ("prune", static host => new PruneCommand(host)),
        ("backup", static host => new BackupCommand(host)),
        ("silo", static host => new SiloCommand(host)),
        ("health", static host => new HealthCommand(host)),
        ("doctor", static host => new DoctorCommand(host)),
    ];

    /// <param name="host">What commands work with.</param>
    /// <param name="first">What the command line begins with: when it names a command, the others are not made; null for all.</param>
    public DropoutSweepCommand(ClientHost host, string? first = null)
        : base("Sweeps dropout rates and layer sizes: trains every configuration, several seeds each, and says what dropout did.")
    {
        var called = Array.FindAll(All, command => string.Equals(command.Name, first, StringComparison.Ordinal));
        foreach (var (_, create) in called.Length > 0 ? called : All)
        {
            Add(create(host));
        }

        foreach (var option in Options)
        {
            switch (option)
            {
                case HelpOption { Action: HelpAction help }:
                    help.MaxWidth = host.OutIsTerminal ? Math.Max(host.Width, 60) : 100;
                    option.Action = new ExampleHelpAction(help);
                    break;
                case VersionOption version:
                    version.Action = new VersionAction();
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Examples { get; } =
    [
        "dropoutsweep init sweep.yaml",
        "dropoutsweep run sweep.yaml",
        "dropoutsweep up --silos 2",
        "dropoutsweep submit sweep.yaml --watch",
    ];
}
