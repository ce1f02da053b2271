using System.Buffers.Binary;
using System.Text.Json;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Models;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Execution;

public sealed class ModelFileTests
{
    [Theory]
    [InlineData("unit")]
    [InlineData("none")]
    public void Write_OfATrial_SaysWhatUsingTheModelTakes(string scale)
    {
        var spec = SweepSpecReader.Read(
            $$"""
            name: digits-in-a-file
            dataset: digits
            scale: {{scale}}
            model: {layers: [3], dropout: {grid: [0, 0.5]} }
            replicates: 2
            seed: 10
            """,
            "test.yaml");
        var trial = spec.Trial(3);
        var model = new TrainedModel
        {
            Options = spec.Configuration(trial.Configuration).Training.Model,
            Inputs = 2,
            Outputs = 2,
            Layers = [new DenseWeights(2, 3, new float[6], new float[3]), new DenseWeights(3, 2, new float[6], new float[2])],
        };
        using var file = new MemoryStream();
        ModelFile.Write(file, model, spec, new DatasetIdentity("digits", "f00d"), new TrialRecord { Trial = trial, State = TrialState.Completed, Result = TestRecords.Result(0.9) });
        var bytes = file.ToArray();
        using var header = JsonDocument.Parse(bytes.AsMemory(8, (int)BinaryPrimitives.ReadInt64LittleEndian(bytes)));
        var metadata = header.RootElement.GetProperty("__metadata__");
        string? Text(string key) => metadata.GetProperty(key).GetString();
        Assert.Equal(
            ("digits-in-a-file", "digits", "f00d", scale, "3", "11", "1", "0.5"),
            (Text("sweep"), Text("dataset"), Text("dataset_fingerprint"), Text("scale"), Text("trial"), Text("seed"), Text("epoch"), Text("parameter.model.dropout")));
        Assert.Equal(model.Sha256(), SafetensorsFile.Read(new MemoryStream(bytes)).Sha256());
    }
}
