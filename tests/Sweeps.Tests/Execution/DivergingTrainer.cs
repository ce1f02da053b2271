using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Tests.Execution;

internal sealed class DivergingTrainer : ITrialTrainer, ITrialTraining
{
    public TrainedModel? Model => null;

    public ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed) => this;

    public ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint) => this;

    public TrainingResult Run(ITrainingObserver observer, CancellationToken cancellationToken) => new()
    {
        Status = TrainingStatus.Diverged,
        Divergence = new Divergence(3, 42),
        Epochs = [],
    };

    public void SaveCheckpoint(Stream destination)
    {
    }

    public void Dispose()
    {
    }
}
