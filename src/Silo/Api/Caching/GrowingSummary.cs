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
    private SweepResults? _results;

    /// <summary>When the sweep was submitted: tells it from another one that had its id before.</summary>
    public DateTimeOffset SubmittedAt => submittedAt;

    public async Task<SweepResults> GetAsync(SweepRecord sweep, SweepSpec spec, ISweepStore store, CancellationToken cancellationToken)
    {
        using var _ = await _gate.EnterAsync(cancellationToken);
        if (_results is { } known && known.Sequence >= sweep.Sequence)
        {
            return known;
        }

        var grown = await GrowAsync(sweep.Id, store, cancellationToken);
        var now = await store.FindSweepAsync(sweep.Id, cancellationToken) ?? throw KnownSweeps.Missing(sweep.Id);
        if (_ended.Count > now.Trials.Ended)
        {
            // Trials that had ended are to run again: what they came to no longer counts.
            _ended.Clear();
            _read = 0;
            await GrowAsync(sweep.Id, store, cancellationToken);
            grown = true;
        }

        if (_results is { } before && !grown)
        {
            return _results = before with { Sequence = sweep.Sequence };
        }

        TrialRecord[] records = [.. _ended.Values];
        return _results = new SweepResults(sweep.Sequence, records, SweepSummarizer.Summarize(spec, records));
    }

    /// <summary>Reads what has ended since; says whether anything has.</summary>
    private async Task<bool> GrowAsync(string sweep, ISweepStore store, CancellationToken cancellationToken)
    {
        var grown = false;
        await foreach (var ended in store.ReadEndedAsync(sweep, _read, confusion: false, cancellationToken))
        {
            _ended[ended.Record.Trial.Number] = ended.Record;
            _read = Math.Max(_read, ended.Sequence);
            grown = true;
        }

        return grown;
    }
}
