using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Memory;
using DropoutSweep.Training.Models;

namespace DropoutSweep.Training;

/// <summary>
/// Has what most trials run compiled, for a process that has nothing else to do: its first trials then do not wait for the
/// compiler. Changes no result.
/// </summary>
public static class TrainingWarmUp
{
    // Images as MNIST has them, and layers that exercise the kernels' common shapes.
    private const int Features = 784;
    private const int Classes = 10;
    private const int Samples = 200;
    private static int s_done;

    private static readonly TrainingConfiguration s_configuration = new()
    {
        Model = new ModelOptions { Hidden = [new LayerOptions { Units = 128 }, new LayerOptions { Units = 64, Dropout = 0.5 }, new LayerOptions { Units = 64 }] },
        Training = new TrainingOptions { Epochs = 1 },
    };

    /// <summary>Bytes that it takes, as <see cref="TrainingMemory"/> counts them, with its data.</summary>
    public static long Bytes
    {
        get
        {
            var data = Data();
            return data.Dataset.Bytes + TrainingMemory.Of(s_configuration, data).Total;
        }
    }

    /// <summary>Trains a small network on a few samples, evaluates it and writes its file to nowhere; once a process.</summary>
    public static void Run()
    {
        if (Interlocked.Exchange(ref s_done, 1) != 0)
        {
            return;
        }

        var data = Data();
        var trainer = new Trainer(s_configuration, data, seed: 1);
        trainer.Run(observer: null, CancellationToken.None);
        SafetensorsFile.Write(Stream.Null, trainer.Model!, new Dictionary<string, string>(StringComparer.Ordinal) { ["dataset"] = data.Dataset.Name });
    }

    private static TrainingData Data()
    {
        var samples = FewSamples();
        var dataset = new Dataset
        {
            Name = "warm-up",
            Description = "A few samples that are mostly zero.",
            Task = LearningTask.Classification,
            Classes = Classes,
            Train = samples,
            Test = samples,
            Fingerprint = "",
        };
        return TrainingData.Create(dataset, new SplitOptions(), PixelScale.Unit);
    }

    private static SampleSet FewSamples()
    {
        var pixels = new byte[Samples * Features];
        for (var i = 0; i < pixels.Length; i += 5)
        {
            pixels[i] = byte.MaxValue;
        }

        var labels = new byte[Samples];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = (byte)(i % Classes);
        }

        return SampleSet.FromPixels(Features, pixels, labels);
    }
}
