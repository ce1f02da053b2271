using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Data;

/// <summary>
/// A data set split for training: which training samples are trained on and which validate.
/// Made once per sweep by <see cref="Create"/>, shared by every trial, immutable.
/// </summary>
public sealed class TrainingData
{
    private TrainingData(Dataset dataset, SplitOptions split, PixelScale scale, int[] train, int[] validation)
    {
        Dataset = dataset;
        Split = split;
        Scale = scale;
        TrainRows = train;
        ValidationRows = validation;
        TrainSampleRows = Sample(train, split.Seed);
        TestRows = [.. Enumerable.Range(0, dataset.Test.Count)];
        if (dataset.Train.IsMostlyZero)
        {
            SparseInputs = dataset.Train.Lists.LiveColumns();

            // Here rather than in the midst of the first trial, should the test set be otherwise.
            _ = dataset.Test.HasPixels ? dataset.Test.Lists : null;
        }
    }

    /// <summary>The data set.</summary>
    public Dataset Dataset { get; }

    /// <summary>How it was split.</summary>
    public SplitOptions Split { get; }

    /// <summary>How its pixels become inputs; of no effect on float inputs.</summary>
    public PixelScale Scale { get; }

    /// <summary>Rows of <see cref="Dataset.Train"/> that are trained on, ascending.</summary>
    public ReadOnlyMemory<int> TrainRows { get; }

    /// <summary>Rows of <see cref="Dataset.Train"/> that validate, ascending.</summary>
    public ReadOnlyMemory<int> ValidationRows { get; }

    /// <summary>
    /// Rows of <see cref="Dataset.Train"/> that are trained on and evaluated after each epoch, ascending: by the split's seed, not a
    /// trial's, so that every trial of a sweep is scored on the same samples.
    /// </summary>
    internal int[] TrainSampleRows { get; }

    /// <summary>All rows of <see cref="Dataset.Test"/>.</summary>
    internal int[] TestRows { get; }

    /// <summary>
    /// When so many inputs are zero that skipping them pays: the inputs that are not zero in every training
    /// sample, ascending; else null. Of influence on speed, never on results.
    /// </summary>
    internal int[]? SparseInputs { get; }

    /// <summary>Splits a data set by a seeded shuffle.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share leaves no sample to train on or none to validate.</exception>
    public static TrainingData Create(Dataset dataset, SplitOptions split, PixelScale scale)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(split);
        var count = dataset.Train.Count;
        var held = (int)Math.Round(count * split.ValidationShare, MidpointRounding.AwayFromZero);
        if (!(split.ValidationShare > 0) || held < 1 || held >= count)
        {
            throw new ArgumentOutOfRangeException(nameof(split), split.ValidationShare, $"Holding out this share of {count} training samples leaves none to train on or none to validate.");
        }

        var order = new int[count];
        Permutation.Fill(order, new RandomSequence(split.Seed, Purpose.Split));
        var validation = order.AsSpan(0, held).ToArray();
        var train = order.AsSpan(held).ToArray();
        Array.Sort(validation);
        Array.Sort(train);
        return new TrainingData(dataset, split, scale, train, validation);
    }

    private static int[] Sample(int[] train, ulong seed)
    {
        if (train.Length <= TrainingLimits.TrainEvaluationSample)
        {
            return train;
        }

        var sample = train.ToArray();
        Permutation.Shuffle(sample, new RandomSequence(seed, Purpose.EvaluationSample));
        sample = sample[..TrainingLimits.TrainEvaluationSample];
        Array.Sort(sample);
        return sample;
    }
}
