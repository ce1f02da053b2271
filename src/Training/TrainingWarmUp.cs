using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
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
    private static int _done;

    /// <summary>Trains a small network on a few samples, evaluates it and writes its file to nowhere; once a process.</summary>
    /// <param name="makeRoom">Makes room for it as for any trial, and gives what gives the room back; null for none.</param>
    /// <exception cref="OutOfMemoryException">There is no room.</exception>
    public static void Run(Func<TrainingConfiguration, TrainingData, IDisposable?>? makeRoom = null)
    {
        if (Interlocked.Exchange(ref _done, 1) == 0)
        {
            Train(makeRoom);
        }
    }

    private static void Train(Func<TrainingConfiguration, TrainingData, IDisposable?>? makeRoom)
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
        var configuration = new TrainingConfiguration
        {
            Model = new ModelOptions { Hidden = [new LayerOptions { Units = 128 }, new LayerOptions { Units = 64, Dropout = 0.5 }, new LayerOptions { Units = 64 }] },
            Training = new TrainingOptions { Epochs = 1 },
        };
        var data = TrainingData.Create(dataset, new SplitOptions(), PixelScale.Unit);
        using var room = makeRoom?.Invoke(configuration, data);
        var trainer = new Trainer(configuration, data, seed: 1);
        trainer.Run(observer: null, CancellationToken.None);
        SafetensorsFile.Write(Stream.Null, trainer.Model!, new Dictionary<string, string>(StringComparer.Ordinal) { ["dataset"] = dataset.Name });
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
