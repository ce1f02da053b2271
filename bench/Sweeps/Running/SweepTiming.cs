namespace DropoutSweep.Bench.Sweeps.Running;

/// <summary>Where a sweep's time went: seconds.</summary>
/// <param name="Trials">Its trials.</param>
/// <param name="Submit">Until the call that submitted it returned.</param>
/// <param name="Start">From its submission to its first trial's start, by the store's clock.</param>
/// <param name="Work">From its first trial's start to its last one's end, by the store's clock.</param>
/// <param name="Total">From before its submission until the summary was read back.</param>
/// <param name="Load">The machine's load average afterwards.</param>
internal sealed record SweepTiming(int Trials, double Submit, double Start, double Work, double Total, double Load)
{
    /// <summary>Trials a second, all told.</summary>
    public double Rate => Trials / Total;
}
