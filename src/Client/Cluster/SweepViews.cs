using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Client.Cluster;

/// <summary>What is asked of sweeps as the API shows them.</summary>
internal static class SweepViews
{
    /// <summary>Whether a sweep has ended, in whatever way.</summary>
    public static bool IsEnded(this SweepView sweep) => sweep.State is SweepState.Completed or SweepState.CompletedWithFailures or SweepState.Cancelled;

    /// <summary>The exit code of a command that saw a sweep's end: failed trials and a cancelled sweep are failures.</summary>
    public static int ExitCode(this SweepView sweep) =>
        sweep.State == SweepState.Cancelled || sweep.Trials.Failed > 0 ? ExitCodes.Failure : ExitCodes.Success;
}
