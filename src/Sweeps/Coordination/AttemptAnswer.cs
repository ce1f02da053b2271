using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Sweeps.Coordination;

/// <summary>What has become of attempts' ends, and of their slot.</summary>
/// <param name="Accepted">For each end, in order, whether it is in the store; false when it was refused.</param>
/// <param name="Next">The trials that the slot goes on with; empty when there are none, or somebody else hands them out.</param>
public sealed record AttemptAnswer(IReadOnlyList<bool> Accepted, IReadOnlyList<TrialLease> Next);
