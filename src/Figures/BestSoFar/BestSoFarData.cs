using DropoutSweep.Figures.Facets;
using DropoutSweep.Figures.Measures;
using DropoutSweep.Figures.Text;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Figures.BestSoFar;

/// <summary>The best objective so far, by trial and by time.</summary>
public sealed record BestSoFarData : FigureData
{
    /// <summary>What is optimised, with its unit.</summary>
    public required string ValueTitle { get; init; }

    /// <summary>Whether more is better.</summary>
    public required bool MoreIsBetter { get; init; }

    /// <summary>Trials of the whole sweep.</summary>
    public required int Planned { get; init; }

    /// <summary>Completed trials with a finite objective, by number.</summary>
    public required IReadOnlyList<TrialPoint> Trials { get; init; }

    /// <summary>Numbers of the trials that failed by their own doing.</summary>
    public required IReadOnlyList<int> Failed { get; init; }

    /// <summary>Whether times are known, so that there is a second panel.</summary>
    public bool HasTimes => Trials.Any(trial => trial.Seconds is not null);

    /// <summary>Computes it.</summary>
    public static BestSoFarData Compute(SweepFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var measure = SweepMeasure.Objective(input.Spec);
        var facets = SweepFacets.Of(input.Spec);
        var times = TimesOf(input.Attempts);
        TrialPoint[] trials =
        [
            .. input.Records
                .Where(record => SweepSummarizer.ObjectiveOf(record, input.Spec.Objective.Metric) is not null && measure.Of(record.Result!) is not null)
                .OrderBy(record => record.Trial.Number)
                .Select(record => Point(record, measure.Of(record.Result!)!.Value)),
        ];
        var notes = new List<string>();
        var untimed = trials.Count(trial => trial.Seconds is null);
        if (untimed > 0)
        {
            notes.Add(untimed == trials.Length
                ? "When trials were completed is not known: there is no panel by time."
                : $"When {FigureNumber.Of(untimed, "trial")} completed is not known: the panel by time leaves {(untimed == 1 ? "it" : "them")} out.");
        }

        var beyond = input.Records.Count(record => SweepSummarizer.ObjectiveOf(record, input.Spec.Objective.Metric) is not null) - trials.Length;
        if (beyond > 0)
        {
            notes.Add($"{FigureNumber.Of(beyond, "trial")} with values that are not finite, or beyond 10^12, {(beyond == 1 ? "is" : "are")} left out.");
        }

        notes.AddRange(SweepNotes.Trials(input));
        var empty = trials.Length == 0 ? SweepNotes.Nothing(input) : null;
        return new BestSoFarData
        {
            Title = $"Best {measure.Name} so far",
            Subject = input.Subject,
            Caption = empty ?? CaptionOf(input, measure, trials),
            Notes = notes,
            Empty = empty,
            ValueTitle = measure.Title,
            MoreIsBetter = measure.MoreIsBetter,
            Planned = input.Spec.TrialCount,
            Trials = trials,
            Failed = [.. input.Records.Where(record => record.State == TrialState.Failed).Select(record => record.Trial.Number).Order()],
        };

        TrialPoint Point(TrialRecord record, double value) => new(
            record.Trial.Number,
            value,
            times.TryGetValue(record.Trial.Number, out var seconds) ? seconds : null,
            $"trial {record.Trial.Number}, {facets.NameOf(record.Trial.Configuration)}, seed {record.Trial.Seed}: {measure.Number(value)}{measure.Unit}");
    }

    /// <summary>Those of some points that beat all before them, in the order given; the first of equals.</summary>
    /// <param name="points">The points.</param>
    public IEnumerable<TrialPoint> Records(IEnumerable<TrialPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        double? best = null;
        foreach (var point in points)
        {
            if (best is null || (MoreIsBetter ? point.Value > best : point.Value < best))
            {
                best = point.Value;
                yield return point;
            }
        }
    }

    private static Dictionary<int, double> TimesOf(IReadOnlyList<AttemptRecord> attempts)
    {
        if (attempts.Count == 0)
        {
            return [];
        }

        var start = attempts.Min(attempt => attempt.StartedAt);
        return attempts
            .Where(attempt => attempt is { Outcome: AttemptOutcome.Completed, EndedAt: not null })
            .GroupBy(attempt => attempt.Trial)
            .ToDictionary(group => group.Key, group => (group.Max(attempt => attempt.EndedAt!.Value) - start).TotalSeconds);
    }

    private static string CaptionOf(SweepFigureInput input, SweepMeasure measure, TrialPoint[] trials)
    {
        var best = measure.MoreIsBetter ? trials.MaxBy(trial => trial.Value)! : trials.MinBy(trial => trial.Value)!;
        var after = trials.Count(trial => trial.Trial > best.Trial);
        var when = best.Seconds is { } seconds ? $", {FigureNumber.Duration(seconds)} after the first attempt began" : string.Empty;
        var rest = after == 0 ? "none with a higher number has completed" : $"the {FigureNumber.Of(after, "completed trial")} with higher numbers {(after == 1 ? "brings" : "bring")} nothing better";
        return $"The best {measure.Name} so far is {measure.Number(best.Value)}{measure.Unit}, that of trial {FigureNumber.Count(best.Trial)}{when}; {rest}. " +
            "The best of many trials is partly luck of its seed: compare configurations by their means.";
    }
}
