using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>The right to train a trial, until it runs out.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Trial">The trial.</param>
/// <param name="Slot">The slot that asked for it.</param>
/// <param name="Exclusive">Whether nothing else may run in the silo beside it.</param>
/// <param name="HasCheckpoint">Whether there is a checkpoint to go on from.</param>
public sealed record TrialLease(AttemptId Attempt, Trial Trial, int Slot, bool Exclusive, bool HasCheckpoint);
