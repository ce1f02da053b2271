using System.CommandLine;
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
        if (parsed.Action is not { ClearsParseErrors: true } && ParseErrors.Of(parsed) is { Count: > 0 } errors)
        {
            foreach (var error in errors)
            {
                await host.Error.WriteLineAsync($"error: {error}".AsMemory(), CancellationToken.None).ConfigureAwait(false);
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
