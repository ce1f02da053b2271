using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Client.Results;

/// <summary>How many of a sweep's trials came to what, in words.</summary>
internal static class TallyText
{
    /// <summary>Such as <c>12 of 16 trials completed, 1 failed, 3 still to run</c>.</summary>
    public static string Of(SweepSpec spec, SweepSummary summary) =>
        $"{summary.Completed} of {spec.TrialCount} trials completed{Part(summary.Failed, "failed")}{Part(summary.StoppedEarly, "stopped early")}{Part(summary.Cancelled, "cancelled")}{Part(summary.BeyondBudget, "beyond the budget")}{Part(summary.Open, "still to run")}";

    private static string Part(int count, string what) => count > 0 ? $", {count} {what}" : "";
}
