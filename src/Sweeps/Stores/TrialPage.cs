namespace DropoutSweep.Sweeps.Stores;

/// <summary>A page of trials.</summary>
/// <param name="Total">How many the query finds on all pages, of those that have been made so far.</param>
/// <param name="Trials">Those on this one.</param>
public sealed record TrialPage(int Total, IReadOnlyList<StoredTrial> Trials);
