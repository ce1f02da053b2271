using System.ComponentModel;
using System.Diagnostics;
using DropoutSweep.Tests.Support;
using DropoutSweep.Training.Probe;
using Xunit;

namespace DropoutSweep.Training.Tests.Referee;

/// <summary>Two hundred steps of every optimizer, dropout and rule against PyTorch in double precision.</summary>
public sealed class TorchTests
{
    // Float32 against double over 200 steps; all were within half of this when the files were made.
    private const double Tolerance = 2e-5;
    private const string Python = "/usr/bin/python3";

    public static TheoryData<string> Names => [.. GoldenRun.Names(GoldenRun.Folder)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_OfTwoHundredSteps_AgreesWithPyTorch(string name)
    {
        var golden = GoldenRun.Load(GoldenRun.Folder, name);
        var losses = new List<double>();
        var trainer = new Trainer(golden.Configuration, golden.Data, golden.Seed);
        var result = trainer.Run(new CallbackObserver((_, progress) => losses.Add(progress.Loss)), CancellationToken.None);

        Assert.True(losses.Count >= 200);
        Assert.Equal(golden.Losses.Length, losses.Count);
        Assert.All(losses, (loss, step) => Assert.Equal(golden.Losses[step], loss, Tolerance * golden.Losses[step]));
        var model = trainer.Model!;
        Assert.Equal(golden.Layers.Length, model.Layers.Count);
        for (var layer = 0; layer < golden.Layers.Length; layer++)
        {
            AssertClose($"layer {layer} weights", golden.Layers[layer].Weights, model.Layers[layer].Weights);
            AssertClose($"layer {layer} biases", golden.Layers[layer].Biases, model.Layers[layer].Biases);
        }

        Assert.Equal(golden.Validation.Loss, result.Validation!.Loss, Tolerance * golden.Validation.Loss);
        Assert.Equal(golden.Test.Loss, result.Test!.Loss, Tolerance * golden.Test.Loss);
        AssertAccuracy(golden.Validation.Accuracy, result.Validation.Accuracy);
        AssertAccuracy(golden.Test.Accuracy, result.Test.Accuracy);
    }

    [Fact]
    public async Task GoldenFiles_MadeAgain_AreTheSame()
    {
        var folder = Directory.CreateTempSubdirectory("dropoutsweep-golden-");
        try
        {
            await RunScriptAsync(folder.FullName);
            Assert.Equal(GoldenRun.Names(GoldenRun.Folder), GoldenRun.Names(folder.FullName));
            Assert.All(GoldenRun.Names(GoldenRun.Folder), name =>
            {
                var (kept, made) = (GoldenRun.Load(GoldenRun.Folder, name), GoldenRun.Load(folder.FullName, name));
                Assert.Equivalent(kept.Configuration, made.Configuration, strict: true);
                Assert.Equal(kept.Losses, made.Losses, (x, y) => Math.Abs(x - y) < 1e-7);
                Assert.Equal(kept.Layers.SelectMany(layer => layer.Weights.Concat(layer.Biases)), made.Layers.SelectMany(layer => layer.Weights.Concat(layer.Biases)), (x, y) => Math.Abs(x - y) < 1e-7);
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void AssertAccuracy(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        Assert.Equal(expected ?? 0, actual ?? 0, 1e-8);
    }

    // As a whole by norms, and each element against itself or, where it is small, against the typical size.
    private static void AssertClose(string what, double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var typical = Norm(expected) / Math.Sqrt(expected.Length);
        var error = Norm([.. expected.Zip(actual, (e, a) => e - a)]) / Norm(expected);
        Assert.True(error <= Tolerance, $"{what}: relative error {error:E1}.");
        for (var i = 0; i < expected.Length; i++)
        {
            var allowed = Tolerance * Math.Max(Math.Abs(expected[i]), typical);
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"{what}[{i}] is {actual[i]:R}, expected {expected[i]:R} (typical size {typical:G3}).");
        }
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));

    private static async Task RunScriptAsync(string folder)
    {
        var cancellation = TestContext.Current.CancellationToken;
        RealThing.Require(await RunPythonAsync(cancellation, "-c", "import numpy, torch") == 0 ? null : $"{Python} with numpy and torch (Debian: python3-torch) is not on this machine.");
        Assert.Equal(0, await RunPythonAsync(cancellation, GoldenRun.Script, folder));
    }

    private static async Task<int> RunPythonAsync(CancellationToken cancellation, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Python, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            await process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            return -1;
        }
    }
}
