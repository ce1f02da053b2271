using DropoutSweep.Bench.Sweeps.Reports;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Bench.Sweeps.Running;

/// <summary>Submits sweeps to a store that silos work on, and waits for them.</summary>
internal static class SweepRunner
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Runs a sweep from its submission to its summary.</summary>
    /// <exception cref="InvalidOperationException">Trials failed or are missing.</exception>
    public static async Task<SweepTiming> RunAsync(string address, SweepSpec spec, CancellationToken cancellationToken)
    {
        await using var store = SweepStores.Create(address, TimeProvider.System);
        await store.OpenAsync(cancellationToken);
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var id = $"bench-{Guid.NewGuid():N}"[..14];
        await store.SubmitAsync(new SweepSubmission { Id = id, Specification = spec, Begin = new SweepCoordinator(spec).Advance }, cancellationToken);
        var submit = time.GetElapsedTime(began).TotalSeconds;
        var sweep = await WaitAsync(store, id, cancellationToken);
        var records = new List<TrialRecord>();
        await foreach (var ended in store.ReadEndedAsync(id, after: 0, confusion: false, cancellationToken))
        {
            records.Add(ended.Record);
        }

        var summary = SweepSummarizer.Summarize(spec, records);
        var total = time.GetElapsedTime(began).TotalSeconds;
        if (summary.Completed != spec.TrialCount)
        {
            throw new InvalidOperationException($"{summary.Completed} of {spec.TrialCount} trials completed: {sweep}");
        }

        return new SweepTiming(
            spec.TrialCount,
            submit,
            (sweep.StartedAt!.Value - sweep.SubmittedAt).TotalSeconds,
            (sweep.EndedAt!.Value - sweep.StartedAt.Value).TotalSeconds,
            total,
            SystemLoad.Now());
    }

    private static async Task<SweepRecord> WaitAsync(ISweepStore store, string id, CancellationToken cancellationToken)
    {
        var seen = 0L;
        while (true)
        {
            seen = await store.WaitForChangeAsync(seen, Look, cancellationToken);
            if (await store.FindSweepAsync(id, cancellationToken) is { IsEnded: true } sweep)
            {
                return sweep;
            }
        }
    }
}
