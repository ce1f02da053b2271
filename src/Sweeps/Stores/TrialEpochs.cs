using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>The epochs of a trial.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Epochs">Its epochs, in order.</param>
public sealed record TrialEpochs(int Trial, IReadOnlyList<EpochMetrics> Epochs);
