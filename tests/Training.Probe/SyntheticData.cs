using DropoutSweep.Training.Data;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Probe;

/// <summary>Small data sets of random inputs with answers by a fixed teacher: the same on every machine, and learnable.</summary>
public static class SyntheticData
{
    /// <summary>
    /// Byte inputs, three of four zero as in images unless <paramref name="dense"/>; the label is the class with the
    /// greatest integer score. Every <paramref name="deadEvery"/>th input, but for the first, is zero in all training samples.
    /// </summary>
    public static TrainingData Images(int features, int classes, int train, int test, ulong seed = 1, PixelScale scale = PixelScale.Unit, double share = 0.2, bool dense = false, int deadEvery = int.MaxValue)
    {
        var teacher = Words(seed, item: 0, features * classes).Select(word => (int)(word >> 28) - 8).ToArray();
        return Split(LearningTask.Classification, classes, ImageSet(1, train), ImageSet(2, test), scale, share);

        SampleSet ImageSet(long item, int count)
        {
            var pixels = Words(seed, item, count * features).Select((word, i) => item == 1 && i % features > 0 && i % features % deadEvery == 0 ? 0 : word).Select(word => dense || (word & 3) == 0 ? (byte)(word >> 24) : (byte)0).ToArray();
            var labels = new byte[count];
            for (var sample = 0; sample < count; sample++)
            {
                var scores = Enumerable.Range(0, classes).Select(c => Enumerable.Range(0, features).Sum(j => teacher[(c * features) + j] * pixels[(sample * features) + j])).ToArray();
                labels[sample] = (byte)Array.IndexOf(scores, scores.Max());
            }

            return SampleSet.FromPixels(features, pixels, labels);
        }
    }

    /// <summary>Float inputs in [-1, 1) with one target each: a quadratic form of the inputs.</summary>
    public static TrainingData Regression(int features, int train, int test, ulong seed = 1, double share = 0.2)
    {
        return Split(LearningTask.Regression, 1, ValueSet(1, train), ValueSet(2, test), PixelScale.Unit, share);

        SampleSet ValueSet(long item, int count)
        {
            var values = Words(seed, item, count * features).Select(word => ((word >> 8) * (2f / (1 << 24))) - 1).ToArray();
            var targets = values.Chunk(features).Select(x => (x[0] * x[^1]) + (0.5f * x[0]) - 0.25f).ToArray();
            return SampleSet.FromValues(features, values, targets);
        }
    }

    /// <summary>A data set of given samples, split by seed 0.</summary>
    public static TrainingData Split(LearningTask task, int classes, SampleSet train, SampleSet test, PixelScale scale, double share)
    {
        var dataset = new Dataset
        {
            Name = "synthetic",
            Description = "random inputs for tests",
            Task = task,
            Classes = classes,
            Train = train,
            Test = test,
            Fingerprint = DatasetFingerprint.Compute(task, classes, 0, 0, train, test),
        };
        return TrainingData.Create(dataset, new SplitOptions { ValidationShare = share }, scale);
    }

    private static uint[] Words(ulong seed, long item, int count)
    {
        var random = new RandomSequence(seed, Purpose.RandomLabels, layer: 77, step: item);
        var words = new uint[count];
        foreach (ref var word in words.AsSpan())
        {
            word = random.NextUInt32();
        }

        return words;
    }
}
