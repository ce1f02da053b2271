using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>What trains a trial; the seam behind <see cref="TrialRunner"/>. Used from many slots at once.</summary>
public interface ITrialTrainer
{
    /// <summary>A run at its beginning.</summary>
    /// <exception cref="ArgumentException">The data cannot be trained on with this configuration.</exception>
    ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed);

    /// <summary>A run that goes on from a checkpoint.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, of another version, or of another configuration, seed or data.</exception>
    ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint);
}
