using DropoutSweep.Figures.Facets;
using DropoutSweep.Figures.Measures;
using DropoutSweep.Figures.Text;
using DropoutSweep.Figures.Theme;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Figures.RateCurves;

/// <summary>Computes a measure's curves over the rate.</summary>
internal sealed class RateCurvesBuilder
{
    private readonly SweepFigureInput _input;
    private readonly SweepMeasure _measure;
    private readonly Dictionary<int, ConfigurationSummary> _summaries;
    private readonly ILookup<int, TrialRecord> _records;

    /// <summary>Computes the curves.</summary>
    public RateCurvesBuilder(SweepFigureInput input, SweepMeasure measure)
    {
        (_input, _measure) = (input, measure);
        _summaries = input.Summary.Configurations.ToDictionary(summary => summary.Configuration.Number);
        _records = input.Records.Where(record => SweepSummarizer.ObjectiveOf(record, input.Spec.Objective.Metric) is not null).ToLookup(record => record.Trial.Configuration);
        Facets = SweepFacets.Of(input.Spec);
        var shown = Facets.Best(input.Summary, SeriesStyle.Most);
        Curves = [.. shown.Select(series => new RateCurve(series.Name, [.. series.Points.Select(Point).OfType<RatePoint>()]))];
        Notes = [.. NotesOf(shown.Count)];
    }

    /// <summary>The sweep's facets.</summary>
    public SweepFacets Facets { get; }

    /// <summary>The curves.</summary>
    public IReadOnlyList<RateCurve> Curves { get; }

    /// <summary>What is missing.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Why there is nothing to draw; null when there is.</summary>
    public string? Empty => Curves.Any(curve => curve.Points.Count > 0) ? null : SweepNotes.Nothing(_input);

    private RatePoint? Point(FacetPoint point)
    {
        var summary = _summaries[point.Configuration];
        if (_measure.Of(summary) is not { } estimate)
        {
            return null;
        }

        var verdict = summary.Twin is { } twin ? $"; {VerdictText.Of(twin, _input.Spec.IsRegression)}" : string.Empty;
        return new RatePoint
        {
            Configuration = point.Configuration,
            Place = point.Place,
            Rate = point.Rate,
            IsTwin = point.DropsNothing,
            Estimate = estimate,
            Replicates = [.. _records[point.Configuration].OrderBy(record => record.Trial.Replicate).Select(record => _measure.Of(record.Result!)).OfType<double>()],
            Text = $"{Facets.NameOf(point.Configuration)}: {_measure.Name} {_measure.Text(estimate)} over {FigureNumber.Of(estimate.Count, "seed")}{verdict}",
        };
    }

    private IEnumerable<string> NotesOf(int shown)
    {
        if (shown < Facets.Series.Count)
        {
            yield return $"Shown are the best {FigureNumber.Count(shown)} of {FigureNumber.Count(Facets.Series.Count)} series, by the objective on validation.";
        }

        RatePoint[] points = [.. Curves.SelectMany(curve => curve.Points).DistinctBy(point => point.Configuration)];
        var single = points.Count(point => point.Estimate.Count == 1);
        if (single > 0)
        {
            yield return single == points.Length
                ? "One seed each: there are no intervals, and no difference can be told from chance."
                : $"{FigureNumber.Of(single, "configuration")} with one seed so far {(single == 1 ? "has" : "have")} no interval.";
        }

        if (Facets.Series.SelectMany(series => series.Points).Select(point => point.Rate).Distinct(StringComparer.Ordinal).Count() == 1)
        {
            yield return "The sweep holds one dropout rate only: there is nothing to see along this axis.";
        }

        if (!Facets.Series.SelectMany(series => series.Points).Any(point => point.DropsNothing))
        {
            yield return "The sweep has no configuration without dropout to compare with.";
        }

        foreach (var note in SweepNotes.Beyond(_input, _measure).Concat(SweepNotes.Trials(_input)))
        {
            yield return note;
        }
    }
}
