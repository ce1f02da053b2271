using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Silo.Page.Views;

/// <summary>
/// The epochs that a sweep's learning curves need: of the best configuration and of what it is compared with, or of
/// what runs while nothing has completed. Those of trials that have ended are read once.
/// </summary>
internal sealed class CurveEpochs(ISweepStore store)
{
    /// <summary>Most trials whose curves are read while nothing has completed.</summary>
    private const int MostRunning = 32;

    /// <summary>Most and fewest trials of a configuration whose curves are read, and how many epochs they should not pass together.</summary>
    private const int MostTrials = 64;
    private const int LeastTrials = 8;
    private const int MostEpochs = 5_000;

    private readonly Dictionary<int, TrialEpochs> _ended = [];

    public async Task<IReadOnlyList<TrialEpochs>> ReadAsync(string sweep, SweepSpec spec, SweepSummary summary, IReadOnlyList<TrialRecord> records, CancellationToken cancellationToken)
    {
        var wanted = Wanted(spec, summary);
        if (wanted.Count == 0)
        {
            return await RunningAsync(sweep, cancellationToken);
        }

        var epochs = new List<TrialEpochs>();
        foreach (var trial in wanted.SelectMany(configuration => Chosen(spec, configuration, records)))
        {
            if (!_ended.TryGetValue(trial, out var known))
            {
                known = new TrialEpochs(trial, await store.ReadEpochsAsync(sweep, trial, cancellationToken));
                _ended[trial] = known;
            }

            epochs.Add(known);
        }

        return epochs;
    }

    /// <summary>The first of a configuration's completed trials: a page draws the curves of a thousand seeds no better than those of some.</summary>
    private static IEnumerable<int> Chosen(SweepSpec spec, int configuration, IReadOnlyList<TrialRecord> records) =>
        records.Where(record => record.State == TrialState.Completed && record.Trial.Configuration == configuration)
            .Select(record => record.Trial.Number)
            .Order()
            .Take(Math.Clamp(MostEpochs / spec.Configuration(configuration).Training.Training.Epochs, LeastTrials, MostTrials));

    /// <summary>The best configuration and its twin; or, when it drops nothing, the best one whose twin it is.</summary>
    private static HashSet<int> Wanted(SweepSpec spec, SweepSummary summary)
    {
        if (summary.Configurations.FirstOrDefault(row => row.Completed > 0)?.Configuration.Number is not { } best)
        {
            return [];
        }

        if (spec.Twins.TryGetValue(best, out var twin))
        {
            return [best, twin];
        }

        var rival = summary.Configurations.FirstOrDefault(row => row.Completed > 0 && spec.Twins.TryGetValue(row.Configuration.Number, out var other) && other == best);
        return rival is null ? [best] : [best, rival.Configuration.Number];
    }

    private async Task<IReadOnlyList<TrialEpochs>> RunningAsync(string sweep, CancellationToken cancellationToken)
    {
        var running = await store.ListTrialsAsync(new TrialQuery { Sweep = sweep, States = [TrialState.Running], Limit = MostRunning }, cancellationToken);
        var epochs = new List<TrialEpochs>();
        foreach (var trial in running.Trials.Where(trial => trial.Epochs > 0))
        {
            epochs.Add(new TrialEpochs(trial.Record.Trial.Number, await store.ReadEpochsAsync(sweep, trial.Record.Trial.Number, cancellationToken)));
        }

        return epochs;
    }
}
