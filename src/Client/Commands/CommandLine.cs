using System.CommandLine;
using System.CommandLine.Invocation;
using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Client.Commands;

/// <summary>Parses a command line and runs its command.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, ClientHost host, CancellationToken cancellationToken)
    {
        if (args is ["run" or "submit" or "describe", ..])
        {
            SweepSpecReader.Prepare();
        }

        var parsed = new DropoutSweepCommand(host, args.Count > 0 ? args[0] : null).Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            // A typo in a command's name is told as such, not as a missing command too.
            var unmatched = parsed.UnmatchedTokens.Count > 0;
            foreach (var error in parsed.Errors.Skip(unmatched && parsed.Errors.Count > 1 ? 1 : 0))
            {
                await host.Error.WriteLineAsync($"error: {error.Message}".AsMemory(), CancellationToken.None).ConfigureAwait(false);
            }

            await host.Error.WriteLineAsync($"See: {CommandPath.Of(parsed.CommandResult)} --help".AsMemory(), CancellationToken.None).ConfigureAwait(false);
            return ExitCodes.BadInput;
        }

        var configuration = new InvocationConfiguration
        {
            Output = host.Out,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The outermost place: whatever happened is told in words and in the exit code.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return ErrorReporter.Report(error, host);
        }
    }
}
