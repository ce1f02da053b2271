namespace DropoutSweep.Sweeps.Stores;

/// <summary>What has become of attempts' ends, and of their slot.</summary>
/// <param name="Sweep">The sweep as it stands afterwards; null when there is none any more.</param>
/// <param name="Accepted">For each end, in order, whether it is in the store; false when it was refused.</param>
/// <param name="Next">The trials that the slot goes on with; empty when there are none, or another claim must find them.</param>
public sealed record AttemptSuccession(SweepRecord? Sweep, IReadOnlyList<bool> Accepted, IReadOnlyList<TrialLease> Next);
