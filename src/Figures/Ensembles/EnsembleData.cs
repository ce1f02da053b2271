using DropoutSweep.Figures.Models;
using DropoutSweep.Figures.Text;
using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Figures.Ensembles;

/// <summary>The ensemble inside the model: k averaged thinned networks against weight scaling (Srivastava et al. 2014, figure 11), and how they differ about single images.</summary>
public sealed record EnsembleData : FigureData
{
    private const int MostTiles = 6;
    private const int MostClasses = 3;

    /// <summary>What the curve is of: <c>test error, %</c>, or the loss of a regression.</summary>
    public required string ValueTitle { get; init; }

    /// <summary>k, and the mean, least and greatest over repetitions.</summary>
    public required IReadOnlyList<(int Networks, double Mean, double Low, double High)> Points { get; init; }

    /// <summary>Weight scaling: the model as it is evaluated.</summary>
    public required double WeightScaling { get; init; }

    /// <summary>Images that the thinned networks differ about, the most uncertain first.</summary>
    public required IReadOnlyList<UncertainTile> Tiles { get; init; }

    /// <summary>Computes it.</summary>
    public static EnsembleData Compute(ModelFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var found = input.Inspection.Ensemble;
        var empty = !found.HasDropout ? "The model has no dropout: every thinned network is the model itself." : null;
        (int Networks, double Mean, double Low, double High)[] points = empty is not null ? [] : [.. found.Points.Select(Point)];
        var scaling = found.WeightScalingAccuracy is { } accuracy ? 100 * (1 - accuracy) : found.WeightScalingLoss;
        var tiles = empty is not null ? [] : TilesOf(input);
        return new EnsembleData
        {
            Title = "The ensemble inside, against weight scaling",
            Subject = input.Subject,
            Caption = empty ?? CaptionOf(found, points, scaling),
            Empty = empty,
            Notes = empty is not null ? [] :
            [
                $"Over {FigureNumber.Of(found.Samples, "test sample")}, {FigureNumber.Of(found.Repetitions, "repetition")}; the band reaches from the least to the greatest of them.",
                .. tiles.Length > 0 ? [$"Below: the images of those looked at whose thinned networks disagree most; bars are mean probabilities, lines hold {FigureNumber.Fixed(100 * input.Inspection.Uncertainty![0].Level, 0)} % of {FigureNumber.Count(input.Inspection.Uncertainty[0].Passes)} passes."] : Array.Empty<string>(),
            ],
            ValueTitle = found.WeightScalingAccuracy is null ? "test loss" : "test error, %",
            Points = points,
            WeightScaling = scaling,
            Tiles = tiles,
        };
    }

    private static (int Networks, double Mean, double Low, double High) Point(EnsemblePoint point) => point.Accuracy is { } accuracy
        ? (point.Networks, 100 * (1 - accuracy.Mean), 100 * (1 - accuracy.Greatest), 100 * (1 - accuracy.Least))
        : (point.Networks, point.Loss.Mean, point.Loss.Least, point.Loss.Greatest);

    private static UncertainTile[] TilesOf(ModelFigureInput input) =>
    [
        .. (input.Inspection.Uncertainty ?? [])
            .Where(one => one.MutualInformation is not null && input.ImageOf(one.Row) is not null)
            .OrderByDescending(one => one.MutualInformation)
            .ThenBy(one => one.Row)
            .Take(MostTiles)
            .Select(one =>
            {
                var image = input.ImageOf(one.Row)!;
                return new UncertainTile(
                    $"{ImageText.Of(image)}: says {one.Predicted}, {ClassText.Percent(one.Agreement ?? 0)} of the passes agree",
                    PixelLayers.Gray(image.Pixels, image.Width),
                    image.Width,
                    image.Height,
                    image.Label,
                    [.. one.Outputs.OrderByDescending(output => output.Mean).ThenBy(output => output.Output).Take(MostClasses)]);
            }),
    ];

    private static string CaptionOf(EnsembleInspection found, (int Networks, double Mean, double Low, double High)[] points, double scaling)
    {
        var (one, last) = (points[0], points[^1]);
        var percent = found.WeightScalingAccuracy is not null;
        var against = last.Mean < scaling ? "less than" : last.Mean > scaling ? "more than" : "the same as";
        var within = scaling >= last.Low && scaling <= last.High ? ", which is within the scatter" : string.Empty;
        return $"One thinned network has a {(percent ? "test error" : "test loss")} of {Value(one.Mean)} on average; {FigureNumber.Count(last.Networks)} averaged have {Value(last.Mean)}, {against} weight scaling's {Value(scaling)}{within}.";

        string Value(double value) => percent ? $"{FigureNumber.Fixed(value, 2)} %" : FigureNumber.Significant(value, 3);
    }
}
