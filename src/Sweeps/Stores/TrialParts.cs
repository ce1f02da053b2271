namespace DropoutSweep.Sweeps.Stores;

/// <summary>A page of trials, of which the caller has made something part by part.</summary>
/// <param name="Total">How many the query finds on all pages, of those that have been made so far.</param>
/// <param name="Parts">What was made, in the order of the trials; nothing when the page is empty.</param>
public sealed record TrialParts<T>(int Total, IReadOnlyList<T> Parts);
