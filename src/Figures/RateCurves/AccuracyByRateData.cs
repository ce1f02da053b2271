using DropoutSweep.Figures.Facets;
using DropoutSweep.Figures.Measures;
using DropoutSweep.Figures.Text;

namespace DropoutSweep.Figures.RateCurves;

/// <summary>Test accuracy (test loss for regression) against the dropout rate.</summary>
public sealed record AccuracyByRateData : RateCurvesData
{
    private const double Perfect = 100;

    /// <summary>Computes it.</summary>
    public static AccuracyByRateData Compute(SweepFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var measure = SweepMeasure.Test(input.Spec);
        var curves = new RateCurvesBuilder(input, measure);
        return new AccuracyByRateData
        {
            Title = input.Spec.IsRegression ? "Test loss against dropout rate" : "Test accuracy against dropout rate",
            Subject = input.Subject,
            Caption = curves.Empty ?? CaptionOf(input, measure, curves.Facets),
            Notes = curves.Notes,
            Empty = curves.Empty,
            Axis = curves.Facets.Axis,
            ValueTitle = measure.Title,
            Floor = 0,
            Ceiling = measure.IsShare ? Perfect : null,
            Curves = curves.Curves,
        };
    }

    private static string CaptionOf(SweepFigureInput input, SweepMeasure measure, SweepFacets facets)
    {
        var all = input.Summary.Configurations;
        var best = all.First(summary => summary.Completed > 0);
        if (measure.Of(best) is not { } estimate)
        {
            return $"The best configuration by its objective, {facets.NameOf(best.Configuration.Number)}, has no {measure.Name}.";
        }

        var text = $"Picked on validation, {facets.NameOf(best.Configuration.Number)} comes to a {measure.Name} of {measure.Text(estimate)} (mean{(estimate.HalfWidth is null ? string.Empty : " and 95 % interval")} over {FigureNumber.Of(estimate.Count, "seed")})";
        if (best.Twin is { } twin)
        {
            var without = measure.Of(all.First(summary => summary.Configuration.Number == twin.Twin));
            text += without is null ? string.Empty : $"; without dropout it is {measure.Text(without)}: {VerdictText.Of(twin, input.Spec.IsRegression)}";
        }

        return string.Join(' ', new[] { text + ".", VerdictText.Count(all) }.Where(part => part.Length > 0));
    }
}
