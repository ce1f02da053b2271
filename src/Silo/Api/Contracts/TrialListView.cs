namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>A page of trials.</summary>
/// <param name="Sequence">Number of the sweep's newest event when the page was read; the page is at least as new.</param>
/// <param name="Total">How many the query finds on all pages, of the trials that have been made so far: a sweep makes them as silos come to them, and says of itself how many it plans.</param>
/// <param name="Offset">How many were passed over.</param>
/// <param name="Limit">How many were asked for at most.</param>
/// <param name="Trials">The trials.</param>
public sealed record TrialListView(long Sequence, int Total, int Offset, int Limit, IReadOnlyList<TrialView> Trials);
