using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <summary>What came of a transaction that ends attempts.</summary>
/// <param name="Sweep">The sweep as it stands; null when there is none.</param>
/// <param name="Refused">Ends of attempts that are not their trials' any more. If there are any, nothing was written.</param>
/// <param name="Left">Ends that could have been written and were not, because of those that are refused.</param>
/// <param name="Next">The trials that were handed out.</param>
internal sealed record Completion(SweepRecord? Sweep, IReadOnlyList<AttemptEnd> Refused, IReadOnlyList<AttemptEnd> Left, IReadOnlyList<TrialLease> Next);
