namespace DropoutSweep.Client;

/// <summary>What the process returns.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>The sweep ended with failed trials, or something failed while running (a full disk, a defect).</summary>
    public const int Failure = 1;

    /// <summary>Bad input: the command line, the specification, the data, the folder. Nothing was done.</summary>
    public const int BadInput = 2;

    /// <summary>Interrupted by SIGINT or SIGTERM; what is finished is kept.</summary>
    public const int Interrupted = 130;
}
