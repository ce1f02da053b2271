using System.CommandLine;
using System.CommandLine.Help;
using DropoutSweep.Sweeps.Coordination;

namespace DropoutSweep.Client.Commands;

/// <summary>The root command: wires the commands, help and version.</summary>
internal sealed class DropoutSweepCommand : RootCommand, IExampleCommand
{
    /// <summary>What the program is called on a command line.</summary>
    public const string ExecutableNameText = "dropoutsweep";

    public DropoutSweepCommand(ClientHost host)
        : base("Sweeps dropout rates and layer sizes: trains every configuration, several seeds each, and says what dropout did.")
    {
        Add(new RunCommand(host));
        Add(new DescribeCommand(host));
        Add(new InitCommand(host));
        Add(new DataCommand(host));
        Add(new SchemaCommand(host));
        Add(new CompletionCommand(host));
        Add(new UpCommand(host));
        Add(new SubmitCommand(host));
        Add(new WatchCommand(host));
        Add(new ListCommand(host));
        Add(new StatusCommand(host));
        Add(new TrialsCommand(host));
        Add(new VerbCommand(host, SweepVerb.Pause, "Pause a sweep: running trials save a checkpoint and stop; nothing is lost."));
        Add(new VerbCommand(host, SweepVerb.Resume, "Go on with a sweep after a pause or a drain."));
        Add(new VerbCommand(host, SweepVerb.Drain, "Finish a sweep's running trials, start none, and pause it then."));
        Add(new VerbCommand(host, SweepVerb.Cancel, "Stop a sweep for good; what is done is kept."));
        Add(new VerbCommand(host, SweepVerb.Retry, "Run an ended sweep's failed and missing trials again."));
        Add(new ReportCommand(host));
        Add(new ShowCommand(host));
        Add(new PredictCommand(host));
        Add(new DocumentsCommand(host));
        Add(new ExportCommand(host));
        Add(new PruneCommand(host));
        Add(new BackupCommand(host));
        Add(new SiloCommand(host));
        Add(new HealthCommand(host));
        Add(new DoctorCommand(host));
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
