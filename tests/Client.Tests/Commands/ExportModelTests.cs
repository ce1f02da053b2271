using System.Text.Json;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Tests;
using DropoutSweep.Training.Tests.Models;
using Xunit;

namespace DropoutSweep.Client.Tests.Commands;

/// <summary>Any kept trial's model as files that other programs open.</summary>
public sealed class ExportModelTests : IDisposable
{
    private const int Images = 1_000;

    // Sums in another order; float32.
    private const double Tolerance = 2e-5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Export_TrialThatIsNotTheBest_OpensInOnnxRuntimeAndPyTorch()
    {
        RealData.RequireMnist();
        var trial = await RunAsync("mnist", keep: 4);
        var (exit, output, error) = await TestClient.RunAsync(Environment.GetEnvironmentVariable, "export", _folder["run"], _folder["models"], "--trial", $"{trial}");
        Assert.True(exit == 0, error);
        string[] files = [Path.Combine(_folder["models"], $"trial-{trial}.safetensors"), Path.Combine(_folder["models"], $"trial-{trial}.onnx")];
        Assert.Equal(string.Concat(files.Select(file => file + "\n")), output);

        using var stream = File.OpenRead(files[0]);
        var model = SafetensorsFile.Read(stream);
        Assert.Contains(model.Sha256(), File.ReadLines(Path.Combine(_folder["run"], "trials.csv")).ElementAt(trial + 1), StringComparison.Ordinal);
        var test = (await new DatasetLoader(DatasetSources.FromEnvironment() with { Download = false }).LoadAsync(["mnist"], progress: null, TestContext.Current.CancellationToken)).Dataset.Test;
        int[] rows = [.. Enumerable.Range(0, Images)];
        var predictor = new Predictor(model);
        var logits = predictor.Logits(test, rows, PixelScale.Unit, TestContext.Current.CancellationToken);
        var outputs = predictor.Predict(test, rows, PixelScale.Unit, TestContext.Current.CancellationToken);
        float[] pixels = [.. test.AllPixels()[..(Images * test.Features)].Select(pixel => (float)pixel)];
        AssertClose([.. logits, .. outputs], await PythonScript.RunAsync("run_onnx.py", "onnx and onnxruntime, onnx.reference or OpenCV (Debian: python3-onnx, python3-opencv)", await File.ReadAllBytesAsync(files[1], TestContext.Current.CancellationToken), pixels, "check"));
        AssertClose(outputs, await PythonScript.RunAsync("run_safetensors.py", "numpy and torch (Debian: python3-torch)", await File.ReadAllBytesAsync(files[0], TestContext.Current.CancellationToken), [.. pixels.Select(pixel => pixel / 255)]));
    }

    [Fact]
    public async Task Export_ModelThatIsNotKept_NamesThoseThatAreAndWritesNothing()
    {
        var other = await RunAsync("digits", keep: 1);
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["run"], "summary.json")));
        var best = summary.RootElement.GetProperty("best").GetProperty("trial").GetInt32();
        var (exit, _, error) = await TestClient.RunAsync("export", _folder["run"], _folder["models"], "--trial", $"{other}");
        Assert.Equal(2, exit);
        Assert.Equal($"error: The model of trial {other} is not kept: the sweep keeps those of its best 1 trials (execution.keep_models); kept is that of trial {best}.\n", error);
        Assert.Contains("has no trial 4; it has 0 to 3", (await TestClient.RunAsync("export", _folder["run"], _folder["models"], "--trial", "4")).Error, StringComparison.Ordinal);
        Assert.Contains("holds these files already", (await TestClient.RunAsync("export", _folder["run"], _folder["models"])).Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["models"]));

        // The best one's is what stands in the run's folder.
        Assert.Equal(0, (await TestClient.RunAsync("export", _folder["run"], _folder["models"], "--trial", $"{best}")).Exit);
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["run"], "best.safetensors")), File.ReadAllBytes(Path.Combine(_folder["models"], $"trial-{best}.safetensors")));
        Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["run"], "best.onnx")), File.ReadAllBytes(Path.Combine(_folder["models"], $"trial-{best}.onnx")));
    }

    [Fact]
    public async Task Export_OfACluster_WritesAnyKeptTrialsModel()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddAsync("one", TestSweep.Yaml + "\nexecution: {keep_models: 2}\n");
        await cluster.Store.FixDatasetAsync("one", new DatasetIdentity("digits", TestSweep.Dataset.Fingerprint), TestCluster.Cancelled);
        var coordinators = new SweepCoordinators();
        foreach (var lease in (await cluster.ClaimAsync(4)).Take(3))
        {
            using var model = new MemoryStream();
            SafetensorsFile.Write(model, TestSweep.Model(lease.Trial.Number), new Dictionary<string, string>(StringComparer.Ordinal) { ["scale"] = "unit" });
            var validation = 0.5 + (lease.Trial.Number * 0.1);
            await cluster.Store.CompleteAsync(
                new AttemptEnd { Attempt = lease.Attempt, Record = TestSweep.Completed(lease.Trial.Number, validation), Cost = -validation, Model = new ModelContent(model.ToArray()) },
                coordinators.Advance,
                TestCluster.Cancelled);
        }

        var (exit, _, error) = await TestClient.RunAsync(cluster.Environment, "export", "one", _folder["models"], "--trial", "1");
        Assert.True(exit == 0, error);
        using var file = File.OpenRead(Path.Combine(_folder["models"], "trial-1.safetensors"));
        Assert.Equal(TestSweep.Model(1).Sha256(), SafetensorsFile.Read(file).Sha256());
        Assert.True(new FileInfo(Path.Combine(_folder["models"], "trial-1.onnx")).Length > 0);
        Assert.Contains("kept are those of trials 2 and 1.", (await TestClient.RunAsync(cluster.Environment, "export", "one", _folder["models"], "--trial", "0")).Error, StringComparison.Ordinal);
        Assert.Contains("has not ended; kept are", (await TestClient.RunAsync(cluster.Environment, "export", "one", _folder["models"], "--trial", "3")).Error, StringComparison.Ordinal);

        // The whole sweep goes into the same folder beside it.
        Assert.Equal(0, (await TestClient.RunAsync(cluster.Environment, "export", "one", _folder["models"])).Exit);
    }

    /// <summary>Trains a small sweep into <c>run</c>, and says which of its trials is not the best.</summary>
    private async Task<int> RunAsync(string dataset, int keep)
    {
        var spec = _folder.Write("small.yaml", $"""
            name: small
            dataset: {dataset}
            split:
              validation: 0.9
            model:
              layers: [16]
              dropout:
                grid: [0, 0.3]
            training:
              epochs: 1
            replicates: 2
            execution:
              keep_models: {keep}
            """);
        var (exit, _, error) = await TestClient.RunAsync(Environment.GetEnvironmentVariable, "run", spec, "--out", _folder["run"]);
        Assert.True(exit == 0, error);
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["run"], "summary.json")));
        return (summary.RootElement.GetProperty("best").GetProperty("trial").GetInt32() + 1) % 4;
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance * Math.Max(1, Math.Abs(pair.First))));
    }
}
