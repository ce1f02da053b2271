namespace DropoutSweep.Bench.Sweeps.Reports;

/// <summary>A sweep that trains.</summary>
/// <param name="Name">How it was run.</param>
/// <param name="Trials">Trials that completed.</param>
/// <param name="Wall">Seconds from its beginning to its results.</param>
/// <param name="Seconds">Seconds of its trials in slots, added up.</param>
/// <param name="Slots">Slots of all silos together.</param>
/// <param name="Load">The machine's load average afterwards.</param>
internal sealed record TrainedRow(string Name, int Trials, double Wall, double Seconds, int Slots, double Load)
{
    /// <summary>What the sweep takes beyond its trials' seconds divided by its slots, as a share of these.</summary>
    public double Overhead => (Wall / (Seconds / Slots)) - 1;
}
