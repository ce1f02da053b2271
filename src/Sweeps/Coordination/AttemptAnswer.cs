using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Sweeps.Coordination;

/// <summary>What has become of an attempt's end, and of its slot.</summary>
/// <param name="Accepted">Whether the end is in the store; false when it was refused.</param>
/// <param name="Next">The trial that the slot goes on with; null when there is none, or somebody else hands it out.</param>
public readonly record struct AttemptAnswer(bool Accepted, TrialLease? Next);
