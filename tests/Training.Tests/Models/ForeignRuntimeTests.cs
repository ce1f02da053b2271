using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Models.Onnx;
using DropoutSweep.Training.Probe;
using DropoutSweep.Training.Tests.Inspection;
using Xunit;

namespace DropoutSweep.Training.Tests.Models;

/// <summary>Written models give the same predictions in programs that others wrote.</summary>
public sealed class ForeignRuntimeTests
{
    private const int MnistImages = 1_000;

    // Sums in another order; float32.
    private const double Tolerance = 2e-5;

    private static readonly Lazy<(TrainedModel Model, TrainingData Data)> Mnist = new(() =>
    {
        var scenario = Scenarios.Create("mnist");
        var trainer = scenario.Start();
        trainer.Run(observer: null, CancellationToken.None);
        return (trainer.Model!, scenario.Data);
    });

    public static TheoryData<OutputKind, DropoutScaling, PixelScale> Kinds => new()
    {
        { OutputKind.Softmax, DropoutScaling.Inverted, PixelScale.Unit },
        { OutputKind.Softmax, DropoutScaling.AtInference, PixelScale.Unit },
        { OutputKind.Sigmoid, DropoutScaling.AtInference, PixelScale.None },
        { OutputKind.Linear, DropoutScaling.AtInference, PixelScale.Unit },
    };

    [Fact]
    public async Task Onnx_OnRealImages_PredictsTheSame()
    {
        RealData.RequireMnist();
        var (model, data) = Mnist.Value;
        AssertClose(Expected(model, data), await RunOnnxAsync(model, data, MnistImages, PixelScale.Unit));
    }

    [Fact]
    public async Task Safetensors_OnRealImages_PredictsTheSameInPyTorch()
    {
        RealData.RequireMnist();
        var (model, data) = Mnist.Value;
        AssertClose(Expected(model, data)[(MnistImages * 10)..], await RunTorchAsync(model, data, MnistImages));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Onnx_OfEveryKind_PredictsTheSame(OutputKind output, DropoutScaling scaling, PixelScale scale)
    {
        var (model, data) = Case(output, scaling, scale);
        AssertClose(Expected(model, data), await RunOnnxAsync(model, data, MnistImages, output == OutputKind.Linear ? null : scale));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Safetensors_OfEveryKind_PredictsTheSameInPyTorch(OutputKind output, DropoutScaling scaling, PixelScale scale)
    {
        var (model, data) = Case(output, scaling, scale);
        var expected = Expected(model, data);
        var outputs = output == OutputKind.Linear ? expected : expected[(expected.Length / 2)..];
        AssertClose(outputs, await RunTorchAsync(model, data, MnistImages));
    }

    // Every activation: ReLU, tanh, sigmoid and none.
    private static (TrainedModel Model, TrainingData Data) Case(OutputKind output, DropoutScaling scaling, PixelScale scale)
    {
        var options = InspectionCase.Options(0.3, output, scaling: scaling);
        options = options with { Hidden = [.. options.Hidden, new LayerOptions { Units = 12, Activation = Activation.Sigmoid }, new LayerOptions { Units = 9, Activation = Activation.None, Dropout = 0.1 }] };
        var data = output == OutputKind.Linear ? InspectionCase.Numbers : SyntheticData.Images(50, 5, 60, 300, scale: scale);
        return (InspectionCase.Train(options, data), data);
    }

    // Logits, then outputs, as the ONNX graph declares them; a regression has its prediction alone.
    private static float[] Expected(TrainedModel model, TrainingData data)
    {
        var test = data.Dataset.Test;
        int[] rows = [.. Enumerable.Range(0, Math.Min(test.Count, MnistImages))];
        var predictor = new Predictor(model);
        var logits = predictor.Logits(test, rows, data.Scale, CancellationToken.None);
        return model.Options.Output == OutputKind.Linear ? logits : [.. logits, .. predictor.Predict(test, rows, data.Scale, CancellationToken.None)];
    }

    private static async Task<float[]> RunOnnxAsync(TrainedModel model, TrainingData data, int most, PixelScale? scale)
    {
        using var file = new MemoryStream();
        OnnxFile.Write(file, model, scale, new Dictionary<string, string>(StringComparer.Ordinal) { ["trial"] = "17" });
        return await PythonScript.RunAsync("run_onnx.py", "onnx and onnxruntime, onnx.reference or OpenCV (Debian: python3-onnx, python3-opencv)", file.ToArray(), Inputs(data, most, 1), "check");
    }

    private static async Task<float[]> RunTorchAsync(TrainedModel model, TrainingData data, int most)
    {
        using var file = new MemoryStream();
        SafetensorsFile.Write(file, model);
        return await PythonScript.RunAsync("run_safetensors.py", "numpy and torch (Debian: python3-torch)", file.ToArray(), Inputs(data, most, data.Scale == PixelScale.Unit ? 1f / 255 : 1));
    }

    private static float[] Inputs(TrainingData data, int most, float factor)
    {
        var test = data.Dataset.Test;
        var length = Math.Min(test.Count, most) * test.Features;
        return !test.HasPixels ? test.Values[..length].ToArray() : [.. test.AllPixels()[..length].Select(pixel => pixel * factor)];
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])), $"Value {i} is {actual[i]:R}, expected {expected[i]:R}.");
        }
    }
}
