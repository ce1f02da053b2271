using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Runs;
using DropoutSweep.Grains;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Client;

/// <summary>Turns what a command throws into a message and an exit code.</summary>
internal static class ErrorReporter
{
    /// <summary>Set to anything, this environment variable has defects told with their stack.</summary>
    public const string DebugVariable = "DROPOUTSWEEP_DEBUG";

    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int UnixDiskFull = 28;

    public static int Report(Exception error, ClientHost host)
    {
        var (code, message) = Describe(error);
        foreach (var line in message.Split('\n'))
        {
            host.Error.WriteLine(line);
        }

        if (code == ExitCodes.Failure && host.Environment(DebugVariable) is not null)
        {
            host.Error.WriteLine(error);
        }

        return code;
    }

    /// <summary>Whether an error says that a disk is full.</summary>
    public static bool IsDiskFull(Exception error) => error is IOException { HResult: WindowsDiskFull or UnixDiskFull };

    private static (int Code, string Message) Describe(Exception error) => error switch
    {
        OperationCanceledException => (ExitCodes.Interrupted, "Interrupted."),
        SpecificationException { Errors.Count: > 0 } specification => (ExitCodes.BadInput, string.Join('\n', specification.Errors.Select(one => $"error: {one}"))),
        SpecificationException or DatasetException or RunFolderException or InputException => (ExitCodes.BadInput, $"error: {error.Message}"),
        ClusterException cluster => (cluster.IsBadInput ? ExitCodes.BadInput : ExitCodes.Failure, $"error: {error.Message}"),
        EngineConflictException conflict => (ExitCodes.BadInput, $"error: {error.Message}\nTo join them: --engine {conflict.Engine}."),
        StoreException { Passes: false } => (ExitCodes.BadInput, $"error: {error.Message}"),
        StoreException => (ExitCodes.Failure, $"error: {error.Message}\nWhat is finished is kept; the same command continues once the cause is gone."),
        GrainClusterException => (ExitCodes.Failure, $"error: {error.Message}\nWhat is finished is kept; started again, the silo joins as a new one."),
        IOException when IsDiskFull(error) => (ExitCodes.Failure, $"error: {error.Message}"),
        IOException or UnauthorizedAccessException => (ExitCodes.BadInput, $"error: {error.Message}"),
        _ => (ExitCodes.Failure, $"error: this should not have happened: {error.GetType().Name}: {error.Message}\nWith {DebugVariable}=1 set, the place in the code is shown."),
    };
}
