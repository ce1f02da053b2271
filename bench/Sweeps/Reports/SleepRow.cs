using DropoutSweep.Bench.Sweeps.Running;

namespace DropoutSweep.Bench.Sweeps.Reports;

/// <summary>Trials of one second.</summary>
/// <param name="Engine">The silos' engine.</param>
/// <param name="Store">The store.</param>
/// <param name="Slots">Slots of all silos together.</param>
/// <param name="Timing">Where the time went.</param>
internal sealed record SleepRow(string Engine, string Store, int Slots, SweepTiming Timing)
{
    /// <summary>Seconds that it takes at least.</summary>
    public double Least => Math.Ceiling(Timing.Trials / (double)Slots);

    /// <summary>What comes on top of that, as a share of it, from submission to summary.</summary>
    public double Overhead => (Timing.Total / Least) - 1;

    /// <summary>The same from the first trial's start to the last one's end.</summary>
    public double WorkOverhead => (Timing.Work / Least) - 1;
}
