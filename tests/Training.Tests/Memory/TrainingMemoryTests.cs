using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Memory;
using Xunit;

namespace DropoutSweep.Training.Tests.Memory;

public sealed class TrainingMemoryTests
{
    private const int Features = 784;

    public static TheoryData<string> Cases => ["adam", "sgd-clipped", "rmsprop-input-dropout", "inference-scaling", "dropout-twice", "dense"];

    /// <summary>What the estimate says of a run against what the run allocates when it is made.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Configuration_IsWhatATrainerAllocates(string name)
    {
        var configuration = Configuration(name);
        var data = Data(sparse: name != "dense");
        _ = new Trainer(configuration, data, seed: 1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var trainer = new Trainer(configuration, data, seed: 2);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(trainer);

        var memory = TrainingMemory.Of(configuration, data);
        var layers = configuration.Model.Hidden.Select(layer => layer.Units).Append(10).ToArray();

        // Gradients are made when first asked for.
        var weights = layers.Select((units, i) => (i == 0 ? Features : layers[i - 1]) * (long)units).Sum() * sizeof(float);
        var later = name == "sgd-clipped" ? weights : 0;
        Assert.InRange(memory.Parameters + memory.Moments + memory.Workspace - later, 0.97 * allocated, 1.05 * allocated);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Configuration_CoversACheckpoint(string name)
    {
        var configuration = Configuration(name);
        var data = Data(sparse: name != "dense");
        var trainer = new Trainer(configuration, data, seed: 1);
        trainer.SaveCheckpoint(Stream.Null);

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var copy = new MemoryStream();
        trainer.SaveCheckpoint(copy);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(TrainingMemory.Of(configuration, data).Checkpoints, 0.98 * allocated, 3 * allocated);
    }

    [Fact]
    public void Of_HugeNetwork_DoesNotOverflow()
    {
        var configuration = Configuration("adam") with { Model = new ModelOptions { Hidden = [new LayerOptions { Units = 60_000 }, new LayerOptions { Units = 60_000 }] } };

        Assert.InRange(TrainingMemory.Of(configuration, Data(sparse: true)).Total, 60e9, 200e9);
    }

    private static TrainingConfiguration Configuration(string name)
    {
        var hidden = new LayerOptions { Units = 200, Dropout = 0.5 };
        var model = new ModelOptions { Hidden = [hidden, hidden with { Units = 130, Dropout = 0 }] };
        var training = new TrainingOptions { Epochs = 1, BatchSize = 64 };
        return name switch
        {
            "sgd-clipped" => new() { Model = model, Training = training with { Optimizer = new SgdOptions { LearningRate = 0.1 }, ClipNorm = 1 } },
            "rmsprop-input-dropout" => new() { Model = model with { InputDropout = 0.2 }, Training = training with { Optimizer = new RmsPropOptions() } },
            "dropout-twice" => new() { Model = model with { Hidden = [hidden, hidden] }, Training = training },
            "inference-scaling" => new() { Model = model with { DropoutScaling = DropoutScaling.AtInference }, Training = training },
            _ => new() { Model = model, Training = training },
        };
    }

    private static TrainingData Data(bool sparse)
    {
        const int Samples = 500;
        var pixels = new byte[Samples * Features];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = !sparse || i % 10 == 0 ? (byte)(1 + (i % 250)) : (byte)0;
        }

        var samples = SampleSet.FromPixels(Features, pixels, Enumerable.Range(0, Samples).Select(i => (byte)(i % 10)).ToArray());
        var dataset = new Dataset { Name = "test", Description = "test", Task = LearningTask.Classification, Classes = 10, Train = samples, Test = samples, Fingerprint = new string('0', 64) };
        return TrainingData.Create(dataset, new SplitOptions(), PixelScale.Unit);
    }
}
