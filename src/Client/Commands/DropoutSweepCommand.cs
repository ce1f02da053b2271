using System.CommandLine;
using System.CommandLine.Help;

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
    ];
}
