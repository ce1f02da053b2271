using DropoutSweep.Figures.Facets;
using DropoutSweep.Figures.Measures;
using DropoutSweep.Figures.Text;
using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Figures.HeatMap;

/// <summary>
/// Series by rate: the mean of test accuracy (test loss for regression) in each cell, and the difference to the twin
/// without dropout, which gives the colour where it is significant. Without any twin the value gives the colour.
/// </summary>
public sealed record RateHeatMapData : FigureData
{
    private const int MostRows = 30;

    /// <summary>What the columns are.</summary>
    public required string ColumnTitle { get; init; }

    /// <summary>What the cells hold.</summary>
    public required string ValueTitle { get; init; }

    /// <summary>The rates, in ascending order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The series.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>The cells that the sweep has.</summary>
    public required IReadOnlyList<HeatMapCell> Cells { get; init; }

    /// <summary>Whether colours show differences to the twin; otherwise values.</summary>
    public required bool ShowsDifference { get; init; }

    /// <summary>Whether more is better.</summary>
    public required bool MoreIsBetter { get; init; }

    /// <summary>Computes it.</summary>
    public static RateHeatMapData Compute(SweepFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var measure = SweepMeasure.Test(input.Spec);
        var facets = SweepFacets.Of(input.Spec);
        var shown = facets.Best(input.Summary, MostRows);
        var summaries = input.Summary.Configurations.ToDictionary(summary => summary.Configuration.Number);
        var columns = shown.SelectMany(series => series.Points).DistinctBy(point => point.Rate, StringComparer.Ordinal).OrderBy(point => point.Place).Select(point => point.Rate).ToList();
        var index = columns.Select((rate, number) => (rate, number)).ToDictionary(pair => pair.rate, pair => pair.number, StringComparer.Ordinal);
        HeatMapCell[] cells = [.. shown.SelectMany((series, row) => series.Points.DistinctBy(point => point.Rate, StringComparer.Ordinal)
            .Select(point => Cell(summaries[point.Configuration], point, row, index[point.Rate], facets, measure, input.Spec.IsRegression)))];
        var empty = cells.Any(cell => cell.Value is not null) ? null : SweepNotes.Nothing(input);
        var difference = cells.Any(cell => cell.Difference is not null);
        var notes = new List<string>();
        if (shown.Count < facets.Series.Count)
        {
            notes.Add($"Shown are the best {FigureNumber.Count(shown.Count)} of {FigureNumber.Count(facets.Series.Count)} series.");
        }

        if (empty is null && !difference)
        {
            notes.Add($"No configuration can be compared with a twin without dropout{(input.Spec.Twins.Count > 0 ? " yet" : string.Empty)}; colours show the values.");
        }
        else if (cells.Any(cell => cell.Verdict == TwinVerdict.TooFewSeeds && cell.Difference is not null))
        {
            notes.Add("With fewer than two seeds in common with the twin nothing can be called significant.");
        }

        notes.AddRange(SweepNotes.Beyond(input, measure));
        notes.AddRange(SweepNotes.Trials(input));
        return new RateHeatMapData
        {
            Title = difference ? $"Where dropout changes the {measure.Name}" : $"{FigureText.Sentence(measure.Name)} by rate and architecture",
            Subject = input.Subject,
            Caption = empty ?? CaptionOf(input, facets, measure),
            Notes = notes,
            Empty = empty,
            ColumnTitle = columns.Exists(column => column.Contains(RateAxis.Separator, StringComparison.Ordinal)) ? RateAxis.ListTitle : facets.Axis.Title,
            ValueTitle = measure.Title,
            Columns = columns,
            Rows = [.. shown.Select(series => series.Name)],
            Cells = cells,
            ShowsDifference = difference,
            MoreIsBetter = measure.MoreIsBetter,
        };
    }

    private static HeatMapCell Cell(ConfigurationSummary summary, FacetPoint point, int row, int column, SweepFacets facets, SweepMeasure measure, bool regression)
    {
        var name = facets.NameOf(point.Configuration);
        if (measure.Of(summary) is not { } estimate)
        {
            return new HeatMapCell { Row = row, Column = column, IsTwin = point.DropsNothing, Text = $"{name}: {(summary.Completed > 0 ? "no value that an axis can hold" : "no completed trial")}" };
        }

        var twin = summary.Twin;
        var mean = SweepMeasure.Shown(twin?.Difference?.Mean);
        var difference = mean is not { } value ? string.Empty : regression ? Sign(value, FigureNumber.Significant(value, 2)) : FigureNumber.Signed(value, 2);
        return new HeatMapCell
        {
            Row = row,
            Column = column,
            Value = estimate.Mean,
            Difference = mean,
            Verdict = mean is null ? null : twin?.Verdict,
            IsTwin = point.DropsNothing,
            First = measure.Number(estimate.Mean),
            Second = point.DropsNothing ? "twin" : difference,
            Text = $"{name}: {measure.Name} {measure.Text(estimate)} over {FigureNumber.Of(estimate.Count, "seed")}{(mean is null ? string.Empty : $"; {VerdictText.Of(twin!, regression)}")}",
        };
    }

    private static string Sign(double value, string text) => value > 0 ? "+" + text : text;

    private static string CaptionOf(SweepFigureInput input, SweepFacets facets, SweepMeasure measure)
    {
        var sign = measure.MoreIsBetter ? 1 : -1;
        var compared = input.Summary.Configurations.Where(summary => SweepMeasure.Shown(summary.Twin?.Difference?.Mean) is not null).ToList();
        if (compared.Count == 0)
        {
            var best = input.Summary.Configurations.Where(summary => measure.Of(summary) is not null).MaxBy(summary => sign * measure.Of(summary)!.Mean)!;
            return $"The best mean {measure.Name} is that of {facets.NameOf(best.Configuration.Number)}: {measure.Text(measure.Of(best)!)}. It is read off test and chooses nothing.";
        }

        var (gain, loss) = (compared.MaxBy(summary => sign * summary.Twin!.Difference!.Mean)!, compared.MinBy(summary => sign * summary.Twin!.Difference!.Mean)!);
        var text = gain == loss ? $"It is {Change(gain)}." : $"The mean differences reach from {Change(loss)} to {Change(gain)}.";
        return $"{VerdictText.Count(compared)} {text}";

        string Change(ConfigurationSummary summary)
        {
            var difference = summary.Twin!.Difference!;
            var amount = measure.IsShare
                ? $"{FigureNumber.Signed(difference.Mean, 2)}{(difference.HalfWidth is { } half ? $" ± {FigureNumber.Fixed(half, 2)}" : string.Empty)} points"
                : Sign(difference.Mean, FigureNumber.Significant(difference.Mean, 3));
            return $"{amount} ({facets.NameOf(summary.Configuration.Number)})";
        }
    }
}
