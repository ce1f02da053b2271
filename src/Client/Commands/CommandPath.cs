using System.CommandLine;
using System.CommandLine.Parsing;

namespace DropoutSweep.Client.Commands;

/// <summary>A command as one types it, such as <c>dropoutsweep data fetch</c>.</summary>
internal static class CommandPath
{
    public static string Of(CommandResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = result; at is not null; at = at.Parent)
        {
            if (at is CommandResult command)
            {
                names.Push(command.Command is RootCommand ? DropoutSweepCommand.ExecutableNameText : command.Command.Name);
            }
        }

        return string.Join(' ', names);
    }
}
