using DropoutSweep.Figures.Facets;
using DropoutSweep.Figures.Measures;
using DropoutSweep.Figures.Text;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Figures.LearningCurves;

/// <summary>
/// Learning curves of the best configuration and its twin without dropout (or, when the best one drops nothing, of the
/// best one that is compared with it): means over seeds, from the lowest to the highest seed around them.
/// </summary>
public sealed record LearningCurvesData : FigureData
{
    private const double Percent = 100;

    /// <summary>The names of the configurations shown, one or two; the one with dropout first where there are two.</summary>
    public required IReadOnlyList<string> Configurations { get; init; }

    /// <summary>Seeds of each.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Curves of the loss.</summary>
    public required IReadOnlyList<LearningCurve> Loss { get; init; }

    /// <summary>Curves of the accuracy in percent; empty for regression.</summary>
    public required IReadOnlyList<LearningCurve> Accuracy { get; init; }

    /// <summary>Computes it.</summary>
    public static LearningCurvesData Compute(SweepFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var runs = RunsOf(input);
        var facets = SweepFacets.Of(input.Spec);
        int[] shown = [.. Choose(input, runs).Where(runs.Contains)];
        LearningCurve[] loss = [.. CurvesOf(shown, runs, scores => scores.Loss)];
        LearningCurve[] accuracy = [.. CurvesOf(shown, runs, scores => scores.Accuracy * Percent)];
        var empty = Array.Exists(loss, curve => curve.Points.Count > 0) ? null : "No trial has reported an epoch yet.";
        return new LearningCurvesData
        {
            Title = shown.Length > 1 ? "Learning curves, with dropout and without" : "Learning curves",
            Subject = input.Subject,
            Caption = empty ?? CaptionOf(shown, facets, loss),
            Notes = [.. NotesOf(input, shown, loss, empty is not null), .. SeedNotes(input, shown, runs, facets), .. SweepNotes.Trials(input)],
            Empty = empty,
            Configurations = [.. shown.Select(facets.NameOf)],
            Seeds = [.. shown.Select(number => runs[number].Count())],
            Loss = loss,
            Accuracy = accuracy,
        };
    }

    /// <summary>The epochs of each configuration's trials: of the completed ones where there are any, otherwise of all.</summary>
    private static ILookup<int, IReadOnlyList<EpochMetrics>> RunsOf(SweepFigureInput input)
    {
        var epochs = new SortedDictionary<int, IReadOnlyList<EpochMetrics>>();
        foreach (var record in input.Records.Where(record => record.Result is { Epochs.Count: > 0 }))
        {
            epochs[record.Trial.Number] = record.Result!.Epochs;
        }

        foreach (var trial in input.Epochs.Where(trial => trial.Epochs.Count > 0))
        {
            epochs[trial.Trial] = trial.Epochs;
        }

        var completed = input.Records.Where(record => record.State == TrialState.Completed).Select(record => record.Trial.Number).ToHashSet();
        var settled = epochs.Keys.Where(completed.Contains).Select(trial => input.Spec.Trial(trial).Configuration).ToHashSet();
        return epochs
            .Select(pair => (Configuration: input.Spec.Trial(pair.Key).Configuration, Trial: pair.Key, Epochs: pair.Value))
            .Where(run => completed.Contains(run.Trial) || !settled.Contains(run.Configuration))
            .ToLookup(run => run.Configuration, run => run.Epochs);
    }

    private static int[] Choose(SweepFigureInput input, ILookup<int, IReadOnlyList<EpochMetrics>> runs)
    {
        var ranked = input.Summary.Configurations;
        var best = ranked.FirstOrDefault(summary => summary.Completed > 0 && runs.Contains(summary.Configuration.Number))?.Configuration.Number
            ?? runs.Select(run => run.Key).DefaultIfEmpty(-1).Min();
        if (best < 0)
        {
            return [];
        }

        if (input.Spec.Twins.TryGetValue(best, out var twin))
        {
            return [best, twin];
        }

        var rival = ranked.FirstOrDefault(summary => runs.Contains(summary.Configuration.Number) && input.Spec.Twins.TryGetValue(summary.Configuration.Number, out var other) && other == best);
        return rival is null ? [best] : [rival.Configuration.Number, best];
    }

    private static IEnumerable<LearningCurve> CurvesOf(int[] shown, ILookup<int, IReadOnlyList<EpochMetrics>> runs, Func<Scores, double?> value)
    {
        for (var index = 0; index < shown.Length; index++)
        {
            foreach (var train in (bool[])[true, false])
            {
                LearningPoint[] points =
                [
                    .. runs[shown[index]].SelectMany(run => run)
                        .Select(epoch => (epoch.Epoch, Value: value(train ? epoch.Train : epoch.Validation)))
                        .Where(point => SweepMeasure.Shown(point.Value) is not null)
                        .GroupBy(point => point.Epoch, point => point.Value!.Value)
                        .OrderBy(group => group.Key)
                        .Select(group => new LearningPoint(group.Key, group.Average(), group.Min(), group.Max())),
                ];
                if (points.Length > 0)
                {
                    yield return new LearningCurve(index, train, points);
                }
            }
        }
    }

    private static IEnumerable<string> NotesOf(SweepFigureInput input, int[] shown, LearningCurve[] loss, bool empty)
    {
        if (!empty && shown.Length == 1)
        {
            yield return input.Spec.Twins.ContainsKey(shown[0]) ? "Its twin without dropout has not reported an epoch yet."
                : input.Spec.Twins.Values.Contains(shown[0]) ? "No configuration with dropout that could stand beside it has reported an epoch yet."
                : "The sweep has no twin to set beside it.";
        }

        if (!empty && input.Summary.Completed == 0)
        {
            yield return "No trial has completed yet: shown is what is running.";
        }

        if (Array.Exists(loss, curve => curve.Points.Count == 1))
        {
            yield return "After one epoch there is no line yet: a filled mark is of validation, a hollow one of training.";
        }
    }

    /// <summary>Of which configurations the curves of some seeds are drawn and not of all.</summary>
    private static IEnumerable<string> SeedNotes(SweepFigureInput input, int[] shown, ILookup<int, IReadOnlyList<EpochMetrics>> runs, SweepFacets facets) =>
        from number in shown
        let drawn = runs[number].Count()
        let completed = input.Summary.Configurations.FirstOrDefault(summary => summary.Configuration.Number == number)?.Completed ?? 0
        where drawn < completed
        select $"Of {facets.NameOf(number)} the curves of {FigureNumber.Count(drawn)} of {FigureNumber.Count(completed)} seeds are drawn.";

    private static string CaptionOf(int[] shown, SweepFacets facets, LearningCurve[] loss)
    {
        var sentences = new List<string>();
        for (var index = 0; index < shown.Length; index++)
        {
            var train = Array.Find(loss, curve => curve.Configuration == index && curve.IsTrain);
            var validation = Array.Find(loss, curve => curve.Configuration == index && !curve.IsTrain);
            if (train is null || validation is null)
            {
                continue;
            }

            var (last, lowest) = (validation.Points[^1], validation.Points.MinBy(point => point.Mean)!);
            var turn = lowest.Epoch == last.Epoch ? "still its lowest" : $"after {Loss(lowest.Mean)} at epoch {FigureNumber.Count(lowest.Epoch)}";
            sentences.Add($"{facets.NameOf(shown[index])} ends at epoch {FigureNumber.Count(last.Epoch)} with a validation loss of {Loss(last.Mean)} ({turn}) and a train loss of {Loss(train.Points[^1].Mean)}");
        }

        return sentences.Count == 0 ? "The losses seen so far are not finite." : FigureText.Sentence(string.Join("; ", sentences)) + ". Train loss is measured without dropout, on the model as it predicts.";

        static string Loss(double value) => FigureNumber.Significant(value, 3);
    }
}
