namespace DropoutSweep.Sweeps.Stores;

/// <summary>What a submission came to.</summary>
/// <param name="Sweep">The sweep.</param>
/// <param name="Created">Whether it is new; false when the key was known already.</param>
public sealed record SubmitOutcome(SweepRecord Sweep, bool Created);
