using DropoutSweep.Figures.Models;
using DropoutSweep.Figures.Text;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Figures.Confusion;

/// <summary>Which class is taken for which, how well each is known, and what ties of a saturated sigmoid hide.</summary>
public sealed record ConfusionData : FigureData
{
    private const int MostClasses = 12;

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Counts, [true × predicted].</summary>
    public required IReadOnlyList<int> Counts { get; init; }

    /// <summary>The report's rows: class, precision, recall, F1 and support in words; the averages last.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Report { get; init; }

    /// <summary>Rows of ties: class, samples tied, right by outputs, right by logits, hidden; empty without a sigmoid output.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Ties { get; init; }

    /// <summary>Computes it.</summary>
    public static ConfusionData Compute(ModelFigureInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var found = input.Inspection.Confusion;
        var empty = found is null ? "A regression has no classes."
            : found.Classes > MostClasses ? $"A matrix of {FigureNumber.Of(found.Classes, "class")} is not drawn; the report has its numbers." : null;
        return new ConfusionData
        {
            Title = "Confusion matrix and classification report",
            Subject = input.Subject,
            Caption = empty ?? CaptionOf(found!),
            Empty = empty,
            Classes = found?.Classes ?? 0,
            Counts = empty is null ? found!.Counts : [],
            Report = empty is null ? [.. found!.Report.Select((row, i) => Row($"{i}", row)), Row("macro", found.MacroAverage), Row("weighted", found.WeightedAverage)] : [],
            Ties = empty is null && found!.Ties is { } ties && ties.Any(one => one.Tied > 0)
                ? [.. ties.Select(one => (IReadOnlyList<string>)[$"{one.Class}", FigureNumber.Count(one.Tied), FigureNumber.Count(one.RightByOutputs), FigureNumber.Count(one.RightByLogits), FigureNumber.Count(one.HiddenByTies)])]
                : [],
        };
    }

    private static IReadOnlyList<string> Row(string name, ClassificationReportRow row) =>
        [name, FigureNumber.Fixed(row.Precision, 3), FigureNumber.Fixed(row.Recall, 3), FigureNumber.Fixed(row.F1, 3), FigureNumber.Count((long)row.Support)];

    private static string CaptionOf(ConfusionInspection found)
    {
        var off = Enumerable.Range(0, found.Counts.Length).Where(i => i / found.Classes != i % found.Classes).MaxBy(i => found.Counts[i]);
        var total = found.Counts.Sum();
        var worst = found.Classes > 1 && found.Counts[off] > 0
            ? $" The most frequent mistake: {FigureNumber.Of(found.Counts[off], "time")} a {off / found.Classes} is taken for a {off % found.Classes}."
            : " It makes no mistake.";
        var ties = found.Ties is { } all && found.AccuracyByLogits is { } logits
            ? $" {FigureNumber.Count(all.Sum(one => one.Tied))} samples tie for the greatest sigmoid, where argmax takes the lowest class: judged by its logits the same model is right for {ClassText.Percent(logits)}."
            : string.Empty;
        return $"{ClassText.Percent(found.Accuracy)} of {FigureNumber.Count(total)} test samples are classified rightly.{worst}{ties}";
    }
}
