using DropoutSweep.Training.Results;

namespace DropoutSweep.Training.Inspection;

/// <summary>Counts confusions and ties.</summary>
internal static class ConfusionReader
{
    public static ConfusionInspection Read(IReadOnlyList<Prediction> predictions, int classes, bool sigmoid)
    {
        var confusion = new ConfusionMatrix(classes);
        var byLogits = new ConfusionMatrix(classes);
        foreach (var prediction in predictions)
        {
            confusion.Add(prediction.Label, prediction.Predicted);
            byLogits.Add(prediction.Label, prediction.ByLogits);
        }

        var report = ClassificationReport.Create(confusion);
        return new ConfusionInspection
        {
            Classes = classes,
            Counts = confusion.Counts.ToArray(),
            Accuracy = report.Accuracy,
            Report = report.Classes,
            MacroAverage = report.MacroAverage,
            WeightedAverage = report.WeightedAverage,
            CountsByLogits = sigmoid ? byLogits.Counts.ToArray() : null,
            AccuracyByLogits = sigmoid ? ClassificationReport.Create(byLogits).Accuracy : null,
            Ties = sigmoid ? [.. Enumerable.Range(0, classes).Select(label => Ties(label, [.. predictions.Where(prediction => prediction.Label == label)]))] : null,
        };
    }

    private static ClassTies Ties(int label, Prediction[] mine) => new(
        label,
        mine.Length,
        mine.Count(prediction => prediction.Tied),
        mine.Count(prediction => prediction.Predicted == label),
        mine.Count(prediction => prediction.ByLogits == label),
        mine.Count(prediction => prediction.Tied && prediction.ByLogits == label && prediction.Predicted != label));
}
