using DropoutSweep.Bench.Sweeps.Running;

namespace DropoutSweep.Bench.Sweeps.Reports;

/// <summary>A sweep of some size.</summary>
/// <param name="Store">The store.</param>
/// <param name="Timing">Where the time went.</param>
/// <param name="Processor">Microseconds of the silo's processor time a trial.</param>
/// <param name="Megabytes">The silo's greatest resident memory until then: MB.</param>
internal sealed record GrowthRow(string Store, SweepTiming Timing, double Processor, double Megabytes)
{
    /// <summary>Microseconds a trial.</summary>
    public double Cost => Timing.Total * 1e6 / Timing.Trials;
}
