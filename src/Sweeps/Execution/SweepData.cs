using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>A sweep's data, split once for all its trials.</summary>
public static class SweepData
{
    /// <summary>Splits a data set as the specification says, having checked that its trials can be trained on it.</summary>
    /// <exception cref="SweepDataException">They cannot; the message says why and what would be right.</exception>
    public static TrainingData Split(SweepSpec spec, Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(dataset);
        var linear = spec.IsRegression;
        if (linear != (dataset.Task == LearningTask.Regression))
        {
            throw new SweepDataException(linear
                ? $"The specification's output is linear (regression), but '{dataset.Name}' asks for one of {dataset.Classes} classes: use softmax or sigmoid."
                : $"'{dataset.Name}' is a regression: the specification's output must be linear.");
        }

        try
        {
            return TrainingData.Create(dataset, spec.Split, spec.Scale);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new SweepDataException(FormattableString.Invariant($"'{dataset.Name}' cannot be split: split.validation of {spec.Split.ValidationShare} of its {dataset.Train.Count:N0} training samples leaves none to train on or none to validate."), error);
        }
    }
}
