namespace DropoutSweep.Client;

/// <summary>What the process returns.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>The sweep ended with failed trials or was cancelled, something failed while running (a full disk, a cluster that does not answer, a defect), or <c>doctor</c> found something to do.</summary>
    public const int Failure = 1;

    /// <summary>Bad input: the command line, the specification, the data, the folder, the sweep that is meant, the token. Nothing was done.</summary>
    public const int BadInput = 2;

    /// <summary>Interrupted by SIGINT or SIGTERM; what is finished is kept. Silos and <c>up</c> are meant to be ended so, and return 0.</summary>
    public const int Interrupted = 130;
}
