using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>Which of two trials is the better one by a sweep's objective: <c>SweepSummary.BestTrial</c>, one trial at a time.</summary>
public static class TrialRanking
{
    /// <summary>
    /// Whether a trial beats the best one so far: by its objective, on ties by the lower number. Only completed
    /// trials count; one whose objective is missing or not a number stands behind all others.
    /// </summary>
    public static bool IsBetter(TrialRecord record, TrialRecord? best, ObjectiveOptions objective)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(objective);
        if (!Counts(record))
        {
            return false;
        }

        if (best is null)
        {
            return true;
        }

        var order = Cost(record, objective.Metric).CompareTo(Cost(best, objective.Metric));
        return order < 0 || (order == 0 && record.Trial.Number < best.Trial.Number);
    }

    /// <summary>
    /// The objective with its sign turned so that less is better; +∞ for a trial that does not count, and for one
    /// whose objective is missing or not a number.
    /// </summary>
    public static double Cost(TrialRecord record, ObjectiveMetric metric)
    {
        ArgumentNullException.ThrowIfNull(record);
        return !Counts(record)
            ? double.PositiveInfinity
            : SweepSummarizer.ObjectiveOf(record, metric) switch
            {
                null or double.NaN => double.PositiveInfinity,
                { } loss when metric == ObjectiveMetric.ValidationLoss => loss,
                { } accuracy => -accuracy,
            };
    }

    private static bool Counts(TrialRecord record) =>
        record is { State: TrialState.Completed, Result: { Status: not TrainingStatus.Diverged, Validation: not null } };
}
