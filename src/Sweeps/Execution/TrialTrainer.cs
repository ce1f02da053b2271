using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>The project's own trainer behind the port.</summary>
public sealed class TrialTrainer : ITrialTrainer
{
    /// <inheritdoc/>
    public ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed) =>
        new Training(new Trainer(configuration, data, seed));

    /// <inheritdoc/>
    public ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint) =>
        new Training(Trainer.Resume(configuration, data, seed, checkpoint));

    private sealed class Training(Trainer trainer) : ITrialTraining
    {
        public TrainedModel? Model => trainer.Model;

        public TrainingResult Run(ITrainingObserver observer, CancellationToken cancellationToken) =>
            trainer.Run(observer, cancellationToken);

        public void SaveCheckpoint(Stream destination) => trainer.SaveCheckpoint(destination);
    }
}
