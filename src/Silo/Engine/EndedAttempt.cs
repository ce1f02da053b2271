using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Engine;

/// <summary>An attempt that has come to its end.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="End">What it came to.</param>
/// <param name="At">When, as a timestamp.</param>
internal sealed record EndedAttempt(ActiveAttempt Attempt, AttemptEnd End, long At);
