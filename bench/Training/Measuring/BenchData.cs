using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;

namespace DropoutSweep.Bench.Measuring;

/// <summary>The data that rows are measured on: MNIST, split as a sweep splits it.</summary>
internal sealed record BenchData(TrainingData Training, IReadOnlyList<string> Files)
{
    private const string Name = "mnist";

    /// <summary>Samples evaluated after each epoch.</summary>
    public int EvaluatedPerEpoch => Math.Min(Training.TrainRows.Length, TrainingLimits.TrainEvaluationSample) + Training.ValidationRows.Length + Training.Dataset.Test.Count;

    /// <summary>Samples evaluated at a trial's end.</summary>
    public int EvaluatedAtEnd => Training.Dataset.Train.Count + Training.Dataset.Test.Count;

    /// <summary>Loads it.</summary>
    /// <param name="folder">The folder of data sets that the user named; null for the usual places.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="DatasetException">It cannot be had.</exception>
    public static async Task<BenchData> LoadAsync(string? folder, CancellationToken cancellationToken)
    {
        var selection = await new DatasetLoader(DatasetSources.FromEnvironment(folder)).LoadAsync([Name], progress: null, cancellationToken);
        return new BenchData(TrainingData.Create(selection.Dataset, new SplitOptions(), PixelScale.Unit), selection.Location.Files);
    }
}
