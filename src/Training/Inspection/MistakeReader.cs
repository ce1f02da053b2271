namespace DropoutSweep.Training.Inspection;

/// <summary>Finds the most confident mistakes.</summary>
internal static class MistakeReader
{
    public static IReadOnlyList<Mistake> Read(IEnumerable<Prediction> predictions, int count, int top) =>
    [
        .. predictions
            .Where(prediction => prediction.Predicted != prediction.Label)
            .Select(prediction => ToMistake(prediction, top))
            .OrderByDescending(mistake => mistake.Probability)
            .ThenBy(mistake => mistake.Row)
            .Take(count),
    ];

    private static Mistake ToMistake(Prediction prediction, int top)
    {
        var scores = Scores(prediction.Logits, prediction.Outputs);
        return new Mistake
        {
            Row = prediction.Row,
            Label = prediction.Label,
            Predicted = prediction.Predicted,
            Probability = scores[prediction.Predicted].Probability,
            Tied = prediction.Tied,
            Top = [.. scores.OrderByDescending(score => prediction.Logits[score.Class]).ThenBy(score => score.Class).Take(top)],
        };
    }

    private static ClassScore[] Scores(float[] logits, float[] outputs)
    {
        var probabilities = new double[logits.Length];
        ClassProbabilities.Softmax(logits, probabilities);
        return [.. probabilities.Select((probability, c) => new ClassScore(c, probability, outputs[c]))];
    }
}
