using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Evaluation;

/// <summary>Which samples are evaluated: all for validation and test, a fixed seeded sample of the training set per epoch.</summary>
internal sealed class EvaluationSets
{
    public EvaluationSets(TrainingData data)
    {
        Data = data;
        TestRows = [.. Enumerable.Range(0, data.Dataset.Test.Count)];
        var train = data.TrainRows.ToArray();
        if (train.Length > TrainingLimits.TrainEvaluationSample)
        {
            // By the split's seed, not the trial's: every trial of a sweep is scored on the same samples.
            Permutation.Shuffle(train, new RandomSequence(data.Split.Seed, Purpose.EvaluationSample));
            train = train[..TrainingLimits.TrainEvaluationSample];
            Array.Sort(train);
        }

        TrainSampleRows = train;
    }

    public TrainingData Data { get; }

    /// <summary>All rows of the test set.</summary>
    public int[] TestRows { get; }

    /// <summary>Rows of the training set that are evaluated after each epoch.</summary>
    public int[] TrainSampleRows { get; }
}
