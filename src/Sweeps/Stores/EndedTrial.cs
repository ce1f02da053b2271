using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Sweeps.Stores;

/// <summary>A trial that has ended.</summary>
/// <param name="Sequence">Sequence number of the event of its end.</param>
/// <param name="Record">Its record, without epochs.</param>
public sealed record EndedTrial(long Sequence, TrialRecord Record);
