using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Analysis;

/// <summary>Aggregates the trials of a sweep.</summary>
public static class SweepSummarizer
{
    /// <summary>
    /// Means over each configuration's completed replicates with 95 % intervals, in the order of the objective.
    /// The result does not depend on the order of the records. Test values are summarised and choose nothing.
    /// </summary>
    /// <param name="spec">The sweep.</param>
    /// <param name="records">The trials that have ended, in any order, at most one record each.</param>
    /// <exception cref="ArgumentException">A record's trial is not the sweep's, or has two records.</exception>
    public static SweepSummary Summarize(SweepSpec spec, IReadOnlyList<TrialRecord> records)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(records);
        var byConfiguration = new List<TrialRecord>?[spec.ConfigurationCount];
        var completed = 0;
        var failed = 0;
        var last = -1;
        foreach (var record in records.OrderBy(record => record.Trial.Number))
        {
            if (record.Trial.Number == last)
            {
                throw new ArgumentException($"Trial {last} has two records.", nameof(records));
            }

            last = record.Trial.Number;
            if (last < 0 || last >= spec.TrialCount || spec.Trial(last) != record.Trial)
            {
                throw new ArgumentException($"{record.Trial} is no trial of '{spec.Name}'.", nameof(records));
            }

            (byConfiguration[record.Trial.Configuration] ??= []).Add(record);
            completed += IsCompleted(record) ? 1 : 0;
            failed += IsFailed(record) ? 1 : 0;
        }

        var stopped = records.Count(static record => record.State == TrialState.StoppedEarly);
        var cancelled = records.Count(static record => record.State == TrialState.Cancelled);
        var intervals = new StudentIntervals();
        var configurations = new ConfigurationSummary[spec.ConfigurationCount];
        var twins = TwinComparer.Compare(spec, Completed, intervals);
        for (var number = 0; number < configurations.Length; number++)
        {
            var summary = Summarize(spec.Configuration(number), byConfiguration[number] ?? [], spec.Replicates, intervals);
            configurations[number] = summary with { Twin = twins.GetValueOrDefault(number) };
        }

        ConfigurationSummary[] ordered =
        [
            .. configurations
                .OrderBy(summary => Cost(ObjectiveMean(summary, spec.Objective.Metric), spec.Objective.Metric))
                .ThenBy(summary => summary.Configuration.Number),
        ];
        return new SweepSummary
        {
            Objective = spec.Objective,
            Configurations = ordered,
            Completed = completed,
            Failed = failed,
            Pending = spec.TrialCount - completed - failed,
            StoppedEarly = stopped,
            Cancelled = cancelled,
            Open = Math.Max(0, PlannedTrials.Count(spec) - completed - failed - stopped - cancelled),
            BestTrial = Best(records, spec.Objective.Metric),
            Selection = Selection(ordered),
        };

        Dictionary<int, TrainingResult> Completed(int number) =>
            (byConfiguration[number] ?? []).Where(IsCompleted).ToDictionary(record => record.Trial.Replicate, record => record.Result!);
    }

    /// <summary>The objective of a completed trial, on validation; null when it has none.</summary>
    /// <param name="record">The trial.</param>
    /// <param name="metric">The metric.</param>
    public static double? ObjectiveOf(TrialRecord record, ObjectiveMetric metric)
    {
        ArgumentNullException.ThrowIfNull(record);
        return IsCompleted(record) ? Metric(record.Result?.Validation, metric) : null;
    }

    private static ConfigurationSummary Summarize(SweepConfiguration configuration, List<TrialRecord> records, int replicates, StudentIntervals intervals)
    {
        var results = records.Where(IsCompleted).Select(record => record.Result!).ToList();
        var failed = records.Count(IsFailed);
        return new ConfigurationSummary
        {
            Configuration = configuration,
            Completed = results.Count,
            Failed = failed,
            Pending = replicates - results.Count - failed,
            ValidationAccuracy = Over(result => result.Validation?.Accuracy),
            TestAccuracy = Over(result => result.Test?.Accuracy),
            TrainAccuracy = Over(result => result.Train?.Accuracy),
            ValidationLoss = Over(result => result.Validation?.Loss),
            TestLoss = Over(result => result.Test?.Loss),
            TrainLoss = Over(result => result.Train?.Loss),
            Gap = Over(result => result.Gap),
            TestLogitAccuracy = Over(result => result.Test?.LogitAccuracy),
            TestTiedShare = Over(result => result.Test?.TiedShare),
        };

        Estimate? Over(Func<TrainingResult, double?> value) => results.Count == 0 ? null : intervals.Estimate([.. results.Select(value).OfType<double>()]);
    }

    private static SelectionOptimism? Selection(ConfigurationSummary[] ordered)
    {
        var candidates = ordered.Where(summary => (summary.TestAccuracy ?? summary.TestLoss) is not null).ToArray();
        if (candidates.Length == 0)
        {
            return null;
        }

        var best = candidates[0];
        foreach (var candidate in candidates)
        {
            if (Cost(candidate) < Cost(best))
            {
                best = candidate;
            }
        }

        return new SelectionOptimism(candidates[0].Configuration.Number, Test(candidates[0]), best.Configuration.Number, Test(best));

        static double Test(ConfigurationSummary summary) => (summary.TestAccuracy ?? summary.TestLoss!).Mean;

        static double Cost(ConfigurationSummary summary) => summary.TestAccuracy is { } accuracy ? -accuracy.Mean : summary.TestLoss!.Mean;
    }

    private static int? Best(IReadOnlyList<TrialRecord> records, ObjectiveMetric metric)
    {
        TrialRecord? best = null;
        var least = double.PositiveInfinity;
        foreach (var record in records.Where(IsCompleted))
        {
            var cost = Cost(Metric(record.Result!.Validation, metric), metric);
            if (best is null || cost < least || (cost.Equals(least) && record.Trial.Number < best.Trial.Number))
            {
                (best, least) = (record, cost);
            }
        }

        return best?.Trial.Number;
    }

    private static double? Metric(Scores? scores, ObjectiveMetric metric) => metric == ObjectiveMetric.ValidationLoss ? scores?.Loss : scores?.Accuracy;

    private static double? ObjectiveMean(ConfigurationSummary summary, ObjectiveMetric metric) =>
        (metric == ObjectiveMetric.ValidationLoss ? summary.ValidationLoss : summary.ValidationAccuracy)?.Mean;

    /// <summary>Less is better; what is absent or not a number comes last.</summary>
    private static double Cost(double? value, ObjectiveMetric metric) => value switch
    {
        null or double.NaN => double.PositiveInfinity,
        { } loss when metric == ObjectiveMetric.ValidationLoss => loss,
        { } accuracy => -accuracy,
    };

    private static bool IsCompleted(TrialRecord record) =>
        record is { State: TrialState.Completed, Result: { Status: not TrainingStatus.Diverged, Validation: not null } };

    /// <summary>Failed by its own doing; a run whose result says that it diverged is one, whatever its state says.</summary>
    private static bool IsFailed(TrialRecord record) =>
        record.State == TrialState.Failed || (record.State == TrialState.Completed && !IsCompleted(record));
}
