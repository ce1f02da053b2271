using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Client.Describing;

/// <summary>Which configurations of a sweep can be trained; of very many, every so many-th is looked at.</summary>
/// <param name="Trainings">Those that can, as they are trained.</param>
/// <param name="Looked">How many were looked at.</param>
/// <param name="Refusal">Why the first one that cannot is refused, with its number; null when all can.</param>
internal sealed record TrainableConfigurations(IReadOnlyList<TrainingConfiguration> Trainings, int Looked, string? Refusal)
{
    private const int MostLooked = 20_000;

    /// <summary>Looks at a sweep.</summary>
    public static TrainableConfigurations Of(SweepSpec spec, TrainingData data)
    {
        var step = Math.Max(1, spec.ConfigurationCount / MostLooked);
        var trainings = new List<TrainingConfiguration>();
        string? first = null;
        var looked = 0;
        for (var number = 0; number < spec.ConfigurationCount; number += step, looked++)
        {
            var training = spec.Configuration(number).Training;
            if (CheckpointLimit.Refusal(training, data) is { } refusal)
            {
                first ??= $"Configuration {number}: {refusal}";
            }
            else
            {
                trainings.Add(training);
            }
        }

        return new TrainableConfigurations(trainings, looked, first);
    }
}
