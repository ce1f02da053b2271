using DropoutSweep.Figures.Facets;
using DropoutSweep.Figures.Measures;
using DropoutSweep.Figures.Text;
using DropoutSweep.Figures.Theme;

namespace DropoutSweep.Figures.Pareto;

/// <summary>Test accuracy (test loss for regression) against the gap, with the Pareto front.</summary>
public sealed record AccuracyAgainstGapData : FigureData
{
    /// <summary>What the vertical axis shows.</summary>
    public required string ScoreTitle { get; init; }

    /// <summary>What the horizontal axis shows.</summary>
    public required string GapTitle { get; init; }

    /// <summary>Whether a greater score is better.</summary>
    public required bool MoreIsBetter { get; init; }

    /// <summary>The names of the series, at most eight.</summary>
    public required IReadOnlyList<string> Series { get; init; }

    /// <summary>The configurations with results, by number.</summary>
    public required IReadOnlyList<ParetoPoint> Points { get; init; }

    /// <summary>Computes it.</summary>
    public static AccuracyAgainstGapData Compute(SweepFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (test, gap) = (SweepMeasure.Test(input.Spec), SweepMeasure.Gap(input.Spec));
        var facets = SweepFacets.Of(input.Spec);
        var shown = facets.Best(input.Summary, SeriesStyle.Most);
        var points = PointsOf(input, test, gap, facets, shown);
        var empty = points.Count == 0 ? SweepNotes.Nothing(input) : null;
        var notes = new List<string>();
        if (shown.Count < facets.Series.Count)
        {
            notes.Add($"The legend names the best {FigureNumber.Count(shown.Count)} of {FigureNumber.Count(facets.Series.Count)} series; the other configurations are grey.");
        }

        if (points.Any(point => point.Gap.HalfWidth is null))
        {
            notes.Add("Configurations with one seed have no interval.");
        }

        notes.AddRange(SweepNotes.Beyond(input, test, gap));
        notes.AddRange(SweepNotes.Trials(input));
        return new AccuracyAgainstGapData
        {
            Title = input.Spec.IsRegression ? "Test loss against train/test gap" : "Test accuracy against train/test gap",
            Subject = input.Subject,
            Caption = empty ?? CaptionOf(points, test, gap),
            Notes = notes,
            Empty = empty,
            ScoreTitle = test.Title,
            GapTitle = gap.Title,
            MoreIsBetter = test.MoreIsBetter,
            Series = [.. shown.Select(series => series.Name)],
            Points = points,
        };
    }

    private static List<ParetoPoint> PointsOf(SweepFigureInput input, SweepMeasure test, SweepMeasure gap, SweepFacets facets, IReadOnlyList<FacetSeries> shown)
    {
        var series = new Dictionary<int, int>();
        var twins = new HashSet<int>();
        foreach (var point in facets.Series.SelectMany(one => one.Points).Where(point => point.DropsNothing))
        {
            twins.Add(point.Configuration);
        }

        for (var number = 0; number < shown.Count; number++)
        {
            foreach (var point in shown[number].Points)
            {
                series.TryAdd(point.Configuration, number);
            }
        }

        var points = new List<ParetoPoint>();
        foreach (var summary in input.Summary.Configurations.OrderBy(summary => summary.Configuration.Number))
        {
            if (test.Of(summary) is { } score && gap.Of(summary) is { } distance)
            {
                var name = facets.NameOf(summary.Configuration.Number);
                points.Add(new ParetoPoint
                {
                    Configuration = summary.Configuration.Number,
                    Name = name,
                    Series = series.TryGetValue(summary.Configuration.Number, out var number) ? number : null,
                    IsTwin = twins.Contains(summary.Configuration.Number),
                    Gap = distance,
                    Score = score,
                    IsFront = false,
                    Text = $"{name}: {test.Name} {test.Text(score)}, {gap.Name} {gap.Text(distance)} over {FigureNumber.Of(score.Count, "seed")}",
                });
            }
        }

        MarkFront(points, test.MoreIsBetter);
        return points;
    }

    /// <summary>Goes over the points by rising gap: one is of the front when it beats the best score so far.</summary>
    private static void MarkFront(List<ParetoPoint> points, bool moreIsBetter)
    {
        var sign = moreIsBetter ? 1 : -1;
        var best = double.NegativeInfinity;
        var order = Enumerable.Range(0, points.Count)
            .OrderBy(index => points[index].Gap.Mean).ThenByDescending(index => sign * points[index].Score.Mean).ThenBy(index => index).ToArray();
        foreach (var index in order.Where(index => sign * points[index].Score.Mean > best))
        {
            best = sign * points[index].Score.Mean;
            points[index] = points[index] with { IsFront = true };
        }
    }

    private static string CaptionOf(List<ParetoPoint> points, SweepMeasure test, SweepMeasure gap)
    {
        if (points.Count == 1)
        {
            return $"One configuration has results: {points[0].Text}.";
        }

        var front = points.Where(point => point.IsFront).OrderBy(point => point.Gap.Mean).ToList();
        var ends = front.Count == 1
            ? $"The configuration {front[0].Name} has both the best mean {test.Name}, {test.Text(front[0].Score)}, and the smallest gap, {gap.Text(front[0].Gap)}."
            : $"They reach from {front[0].Name} ({test.Name} {test.Text(front[0].Score)}, gap {gap.Text(front[0].Gap)}) to {front[^1].Name} ({test.Text(front[^1].Score)}, gap {gap.Text(front[^1].Gap)}).";
        return $"Of {FigureNumber.Of(points.Count, "configuration")}, {FigureNumber.Count(front.Count)} {(front.Count == 1 ? "is" : "are")} on the front: no other has both a better mean {test.Name} and a smaller mean gap. {ends} " +
            "The front is one of means: neighbours whose intervals overlap may change places with other seeds.";
    }
}
