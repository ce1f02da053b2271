using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Silo.Api.Caching;

/// <summary>The ended trials of one sweep, and their summary.</summary>
internal sealed class GrowingSummary(DateTimeOffset submittedAt)
{
    private readonly Dictionary<int, TrialRecord> _ended = [];
    private readonly AsyncGate _gate = new();
    private long _read;
    private SummaryView? _view;

    /// <summary>When the sweep was submitted: tells it from another one that had its id before.</summary>
    public DateTimeOffset SubmittedAt => submittedAt;

    public async Task<SummaryView> GetAsync(SweepRecord sweep, SweepSpec spec, ISweepStore store, CancellationToken cancellationToken)
    {
        using var _ = await _gate.EnterAsync(cancellationToken);
        if (_view is { } view && view.Sequence >= sweep.Sequence)
        {
            return view;
        }

        await GrowAsync(sweep.Id, store, cancellationToken);
        var now = await store.FindSweepAsync(sweep.Id, cancellationToken) ?? throw KnownSweeps.Missing(sweep.Id);
        if (_ended.Count > now.Trials.Ended)
        {
            // Trials that had ended are to run again: what they came to no longer counts.
            _ended.Clear();
            _read = 0;
            await GrowAsync(sweep.Id, store, cancellationToken);
        }

        return _view = SummaryView.Of(SweepSummarizer.Summarize(spec, [.. _ended.Values]), sweep.Sequence);
    }

    private async Task GrowAsync(string sweep, ISweepStore store, CancellationToken cancellationToken)
    {
        await foreach (var ended in store.ReadEndedAsync(sweep, _read, confusion: false, cancellationToken))
        {
            _ended[ended.Record.Trial.Number] = ended.Record;
            _read = Math.Max(_read, ended.Sequence);
        }
    }
}
