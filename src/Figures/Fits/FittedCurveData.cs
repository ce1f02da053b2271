using DropoutSweep.Figures.LearningCurves;
using DropoutSweep.Figures.Models;
using DropoutSweep.Figures.Text;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Figures.Fits;

/// <summary>A regression of one input: the points, the fitted curves with dropout and without, and how the losses came down.</summary>
public sealed record FittedCurveData : FigureData
{
    /// <summary>What the curves are of: the model, and its twin where it is shown.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Their fits, by ascending input.</summary>
    public required IReadOnlyList<IReadOnlyList<FittedPoint>> Fits { get; init; }

    /// <summary>Points that were trained on.</summary>
    public required IReadOnlyList<CurvePoint> Train { get; init; }

    /// <summary>Points of the test set.</summary>
    public required IReadOnlyList<CurvePoint> Test { get; init; }

    /// <summary>Loss curves.</summary>
    public required IReadOnlyList<LearningCurve> Loss { get; init; }

    /// <summary>Computes it.</summary>
    public static FittedCurveData Compute(ModelFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (found, twin) = (input.Inspection.Curve, input.Inspection.Twin?.Curve);
        var empty = !input.Inspection.IsRegression ? "A classifier has no curve." : found is null ? "A curve can be drawn of a regression of one input only." : null;
        return new FittedCurveData
        {
            Title = twin is null ? "Points, fitted curve and losses" : "Points, fitted curves and losses, with dropout and without",
            Subject = input.Subject,
            Caption = empty ?? $"{FigureNumber.Of(found!.Train.Count, "training point")}, {FigureNumber.Of(found.Test.Count, "test point")}.{Losses(input, twin is not null)}",
            Empty = empty,
            Notes = empty is null ? input.TwinNotes : [],
            Names = twin is null ? [input.Name] : [input.Name, "its twin without dropout"],
            Fits = empty is not null ? [] : [found!.Fit, .. twin is null ? Array.Empty<IReadOnlyList<FittedPoint>>() : [twin.Fit]],
            Train = found?.Train ?? [],
            Test = found?.Test ?? [],
            Loss = empty is not null ? [] : [.. Curves(0, input.Epochs), .. twin is null ? [] : Curves(1, input.TwinEpochs)],
        };
    }

    private static IEnumerable<LearningCurve> Curves(int index, IReadOnlyList<EpochMetrics> epochs)
    {
        foreach (var train in (bool[])[true, false])
        {
            LearningPoint[] points = [.. epochs
                .Select(epoch => (epoch.Epoch, (train ? epoch.Train : epoch.Test ?? epoch.Validation).Loss))
                .Where(point => double.IsFinite(point.Loss))
                .Select(point => new LearningPoint(point.Epoch, point.Loss, point.Loss, point.Loss))];
            if (points.Length > 0)
            {
                yield return new LearningCurve(index, train, points);
            }
        }
    }

    private static string Losses(ModelFigureInput input, bool both)
    {
        if (input.Epochs.Count == 0 || (both && input.TwinEpochs.Count == 0))
        {
            return string.Empty;
        }

        return $" The model ends with a train loss of {Of(input.Epochs[^1].Train)} and a test loss of {Of(input.Epochs[^1].Test)}{(both ? $", its twin without dropout with {Of(input.TwinEpochs[^1].Train)} and {Of(input.TwinEpochs[^1].Test)}" : string.Empty)}.";

        static string Of(Scores? scores) => scores is null ? "unknown" : FigureNumber.Significant(scores.Loss, 3);
    }
}
