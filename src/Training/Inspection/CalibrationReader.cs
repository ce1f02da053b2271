namespace DropoutSweep.Training.Inspection;

/// <summary>Computes calibration from logits and labels.</summary>
internal static class CalibrationReader
{
    public static Calibration Read(IReadOnlyList<Prediction> predictions, int classes, int bins)
    {
        var confidences = new Moments[bins];
        Array.Fill(confidences, new Moments());
        var right = new int[bins];
        var all = new Moments();
        var brier = new Moments();
        var loss = new Moments();
        var probabilities = new double[classes];
        foreach (var prediction in predictions)
        {
            ClassProbabilities.Softmax(prediction.Logits, probabilities);
            var confidence = probabilities[prediction.ByLogits];
            var bin = Math.Clamp((int)Math.Ceiling(confidence * bins) - 1, 0, bins - 1);
            confidences[bin].Add(confidence);
            right[bin] += prediction.ByLogits == prediction.Label ? 1 : 0;
            all.Add(confidence);
            brier.Add(Brier(probabilities, prediction.Label));
            loss.Add(ClassProbabilities.CrossEntropy(prediction.Logits, prediction.Label));
        }

        ReliabilityBin[] curve = [.. confidences.Select((mine, i) => Bin(mine, right[i], i, bins))];
        return new Calibration
        {
            Samples = predictions.Count,
            Accuracy = (double)right.Sum() / predictions.Count,
            MeanConfidence = all.Mean,
            ExpectedCalibrationError = curve.Sum(bin => bin.Count * Distance(bin)) / predictions.Count,
            MaximumCalibrationError = curve.Max(Distance),
            BrierScore = brier.Mean,
            NegativeLogLikelihood = loss.Mean,
            Bins = curve,
        };
    }

    private static ReliabilityBin Bin(Moments confidence, int right, int i, int bins)
    {
        var (low, high) = ((double)i / bins, (double)(i + 1) / bins);
        return confidence.Count == 0
            ? new ReliabilityBin(low, high, 0, Confidence: null, Accuracy: null)
            : new ReliabilityBin(low, high, (int)confidence.Count, confidence.Mean, (double)right / confidence.Count);
    }

    private static double Distance(ReliabilityBin bin) => bin.Count == 0 ? 0 : Math.Abs(bin.Accuracy!.Value - bin.Confidence!.Value);

    private static double Brier(double[] probabilities, int label)
    {
        var sum = 0.0;
        for (var c = 0; c < probabilities.Length; c++)
        {
            var error = probabilities[c] - (c == label ? 1 : 0);
            sum += error * error;
        }

        return sum;
    }
}
