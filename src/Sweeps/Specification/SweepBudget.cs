namespace DropoutSweep.Sweeps.Specification;

/// <summary>What a sweep may use up, over all silos together. The first limit that is reached ends it.</summary>
public sealed record SweepBudget
{
    /// <summary>Most trials, at least 1: those with the lowest numbers run; null for no limit.</summary>
    public int? Trials { get; init; }

    /// <summary>
    /// Most epochs, at least 1: trials run in the order of their numbers as long as all their epochs fit; null for no limit.
    /// </summary>
    public long? Epochs { get; init; }

    /// <summary>
    /// Most hours of training, summed over slots, greater than 0; what runs when they are over is cancelled; null for no limit.
    /// </summary>
    public double? Hours { get; init; }
}
