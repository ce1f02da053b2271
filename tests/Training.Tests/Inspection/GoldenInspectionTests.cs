using System.Text.Json;
using DropoutSweep.Training.Inspection;
using Xunit;

namespace DropoutSweep.Training.Tests.Inspection;

/// <summary>Held against scikit-learn, scipy and numpy by <c>Golden/inspection.json</c>, which the script beside it made.</summary>
public sealed class GoldenInspectionTests
{
    private static readonly Lazy<JsonElement> Golden = new(() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "inspection.json"))).RootElement);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Calibrate_GoldenCase_AsScikitLearn(int number)
    {
        var golden = Golden.Value.GetProperty("calibration")[number];
        var labels = golden.GetProperty("labels").EnumerateArray().Select(label => label.GetInt32()).ToArray();
        var predictions = golden.GetProperty("logits").EnumerateArray().Select((row, i) =>
        {
            float[] logits = [.. row.EnumerateArray().Select(logit => logit.GetSingle())];
            var best = Array.IndexOf(logits, logits.Max());
            return new Prediction(i, labels[i], best, best, Tied: false, logits, logits);
        }).ToArray();
        var calibration = CalibrationReader.Read(predictions, golden.GetProperty("classes").GetInt32(), golden.GetProperty("bins").GetInt32());

        var counts = golden.GetProperty("counts").EnumerateArray().Select(count => count.GetInt32()).ToArray();
        Assert.Equal(counts, calibration.Bins.Select(bin => bin.Count));
        var filled = calibration.Bins.Where(bin => bin.Count > 0).ToArray();
        AssertClose(golden, "accuracies", filled.Select(bin => bin.Accuracy!.Value));
        AssertClose(golden, "confidences", filled.Select(bin => bin.Confidence!.Value));
        Assert.All(calibration.Bins.Where(bin => bin.Count == 0), bin => Assert.Null(bin.Confidence));
        Assert.Equal(golden.GetProperty("ece").GetDouble(), calibration.ExpectedCalibrationError, 1e-12);
        Assert.Equal(golden.GetProperty("mce").GetDouble(), calibration.MaximumCalibrationError, 1e-12);
        Assert.Equal(golden.GetProperty("brier").GetDouble(), calibration.BrierScore, 1e-12);
        Assert.Equal(golden.GetProperty("nll").GetDouble(), calibration.NegativeLogLikelihood, 1e-12);
        Assert.Equal(labels.Length, calibration.Samples);
        Assert.Equal(filled.Sum(bin => bin.Count * bin.Confidence!.Value) / labels.Length, calibration.MeanConfidence, 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Summarize_GoldenCase_AsScipy(int number)
    {
        var golden = Golden.Value.GetProperty("uncertainty")[number];
        double[][] passes = [.. golden.GetProperty("passes").EnumerateArray().Select(pass => pass.EnumerateArray().Select(p => p.GetDouble()).ToArray())];
        var result = UncertaintyReader.Summarize(3, passes, passes[0], classifies: true, golden.GetProperty("level").GetDouble());
        Assert.Equal((3, passes.Length, golden.GetProperty("predicted").GetInt32()), (result.Row, result.Passes, result.Predicted!.Value));
        AssertClose(golden, "mean", result.Outputs.Select(output => output.Mean));
        AssertClose(golden, "deviation", result.Outputs.Select(output => output.StandardDeviation));
        AssertClose(golden, "low", result.Outputs.Select(output => output.Low));
        AssertClose(golden, "high", result.Outputs.Select(output => output.High));
        Assert.Equal(golden.GetProperty("predictive").GetDouble(), result.PredictiveEntropy!.Value, 1e-12);
        Assert.Equal(golden.GetProperty("expected").GetDouble(), result.ExpectedEntropy!.Value, 1e-12);
        Assert.Equal(result.PredictiveEntropy!.Value - result.ExpectedEntropy!.Value, result.MutualInformation!.Value, 1e-12);
        Assert.Equal(golden.GetProperty("variance").GetDouble(), result.Variance, 1e-12);
        Assert.Equal(golden.GetProperty("agreement").GetDouble(), result.Agreement!.Value, 1e-12);
    }

    private static void AssertClose(JsonElement golden, string name, IEnumerable<double> actual) =>
        Assert.Equal(golden.GetProperty(name).EnumerateArray().Select(value => value.GetDouble()), actual, (x, y) => Math.Abs(x - y) < 1e-12);
}
