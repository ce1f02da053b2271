using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Silo.Api.Caching;

/// <summary>What a sweep has come to so far.</summary>
/// <param name="Sequence">Number of the sweep's newest event when it was made; it is at least as new.</param>
/// <param name="Records">The trials that have ended, in any order.</param>
/// <param name="Summary">Their summary; the same object as long as no further trial has ended.</param>
internal sealed record SweepResults(long Sequence, IReadOnlyList<TrialRecord> Records, SweepSummary Summary);
