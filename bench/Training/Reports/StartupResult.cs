namespace DropoutSweep.Bench.Reports;

/// <summary>Times from the start of the published client's process, in milliseconds.</summary>
/// <param name="Version">Until <c>--version</c> has ended.</param>
/// <param name="FirstTrial">Until <c>run</c> on the quickstart, cut to one epoch a trial, has ended its first trial: the epoch and its evaluations are in it.</param>
/// <param name="FirstEpoch">The same with networks and a training set so small that training takes next to no time: at most a little later than the first epoch is reached.</param>
internal sealed record StartupResult(Spread Version, Spread FirstTrial, Spread FirstEpoch);
