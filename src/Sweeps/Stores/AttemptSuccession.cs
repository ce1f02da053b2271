namespace DropoutSweep.Sweeps.Stores;

/// <summary>What has become of an attempt's end, and of its slot.</summary>
/// <param name="Sweep">The sweep as written; null when the attempt was refused.</param>
/// <param name="Next">The trial that the slot goes on with; null when there is none, or another claim must find it.</param>
public readonly record struct AttemptSuccession(SweepRecord? Sweep, TrialLease? Next);
