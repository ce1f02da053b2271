using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>What an attempt has done since its last report.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Epochs">The epochs since, in order; may be empty.</param>
/// <param name="Seconds">Seconds in slots, over this attempt and those before it.</param>
public sealed record AttemptReport(AttemptId Attempt, IReadOnlyList<EpochMetrics> Epochs, double Seconds);
