using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Api.Caching;

/// <summary>Summaries of sweeps, each grown by what has ended since it was last asked for.</summary>
internal sealed class SummaryCache(ISweepStore store, KnownSweeps sweeps)
{
    private readonly RecentlyUsed<GrowingSummary> _summaries = new(16);

    /// <summary>The summary of a sweep, at least as new as its record.</summary>
    public async Task<SummaryView> GetAsync(SweepRecord sweep, CancellationToken cancellationToken)
    {
        var results = await ResultsAsync(sweep, cancellationToken);
        return SummaryView.Of(results.Summary, results.Sequence);
    }

    /// <summary>The results of a sweep, at least as new as its record.</summary>
    public async Task<SweepResults> ResultsAsync(SweepRecord sweep, CancellationToken cancellationToken)
    {
        var summary = _summaries.GetOrAdd(sweep.Id, () => new GrowingSummary(sweep.SubmittedAt), known => known.SubmittedAt == sweep.SubmittedAt);
        return await summary.GetAsync(sweep, sweeps.Of(sweep).Spec, store, cancellationToken);
    }
}
