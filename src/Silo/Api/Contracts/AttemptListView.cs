using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>A sweep's attempts: who trained what, from when to when, and what it came to.</summary>
/// <param name="Sequence">Number of the sweep's newest event when they were read; they are at least as new.</param>
/// <param name="Attempts">The attempts by start.</param>
public sealed record AttemptListView(long Sequence, IReadOnlyList<AttemptRecord> Attempts);
