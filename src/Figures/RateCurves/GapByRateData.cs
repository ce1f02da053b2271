using DropoutSweep.Figures.Measures;
using DropoutSweep.Figures.Text;

namespace DropoutSweep.Figures.RateCurves;

/// <summary>The gap between training and test against the dropout rate.</summary>
public sealed record GapByRateData : RateCurvesData
{
    /// <summary>Computes it.</summary>
    public static GapByRateData Compute(SweepFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var measure = SweepMeasure.Gap(input.Spec);
        var curves = new RateCurvesBuilder(input, measure);
        return new GapByRateData
        {
            Title = "Train/test gap against dropout rate",
            Subject = input.Subject,
            Caption = curves.Empty ?? CaptionOf(measure, curves.Curves),
            Notes = curves.Notes,
            Empty = curves.Empty,
            Axis = curves.Facets.Axis,
            ValueTitle = measure.Title,
            Curves = curves.Curves,
        };
    }

    private static string CaptionOf(SweepMeasure measure, IReadOnlyList<RateCurve> curves)
    {
        var ends = curves.Where(curve => curve.Points.Count > 1).Select(curve => (curve.Name, First: curve.Points[0], Last: curve.Points[^1])).ToList();
        if (ends.Count == 0)
        {
            var only = curves.SelectMany(curve => curve.Points).MinBy(point => point.Estimate.Mean)!;
            return $"The smallest gap: {only.Text}. No series has two rates to compare yet.";
        }

        var falling = ends.Count(pair => pair.Last.Estimate.Mean < pair.First.Estimate.Mean);
        var (name, first, last) = ends.MaxBy(pair => Math.Abs(pair.First.Estimate.Mean - pair.Last.Estimate.Mean));
        return $"From the lowest rate to the highest the mean gap falls in {FigureNumber.Count(falling)} of {FigureNumber.Count(ends.Count)} series. " +
            $"It changes most for {name}: from {measure.Text(first.Estimate)} at rate {first.Rate} to {measure.Text(last.Estimate)} at rate {last.Rate}. " +
            "A gap near zero is no merit by itself: a network that learns little has none either.";
    }
}
