using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Faults;

/// <summary>Everything of a sweep's trials that must not depend on what happened to it, as text that is equal when the bits are.</summary>
public sealed class SweepResults
{
    private readonly SortedDictionary<int, string> _trials = [];

    /// <summary>Trials that have ended.</summary>
    public int Count => _trials.Count;

    /// <summary>Reads them from a store.</summary>
    public static async Task<SweepResults> ReadAsync(ISweepStore store, string sweep)
    {
        var results = new SweepResults();
        await foreach (var (_, record) in store.ReadEndedAsync(sweep, after: 0, confusion: true, CancellationToken.None))
        {
            var result = record.Result is { } some ? TrialRecordText.Write(some) + TrialRecordText.WriteConfusion(some.TestConfusion) : "none";
            results._trials.Add(record.Trial.Number, $"{record.State} {record.Failure?.Kind} {result}");
        }

        await foreach (var (trial, epochs) in store.ReadAllEpochsAsync(sweep, CancellationToken.None))
        {
            results._trials[trial] += string.Concat(epochs.Select(TrialRecordText.Write));
        }

        return results;
    }

    /// <summary>What of another sweep's results differs; empty when nothing does.</summary>
    public IReadOnlyList<string> Differences(SweepResults other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return [.. from number in _trials.Keys.Union(other._trials.Keys).Order()
                   let mine = _trials.GetValueOrDefault(number, "missing")
                   let theirs = other._trials.GetValueOrDefault(number, "missing")
                   where !string.Equals(mine, theirs, StringComparison.Ordinal)
                   select $"trial {number}: {Short(mine)} and {Short(theirs)}"];
    }

    private static string Short(string text) => text.Length <= 120 ? text : $"{text[..120]}… ({text.Length} characters)";
}
