using System.Globalization;
using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Memory;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>The project's own trainer behind the port.</summary>
/// <param name="memory">What trials share; null for no limit.</param>
public sealed class TrialTrainer(TrialMemory? memory = null) : ITrialTrainer
{
    /// <inheritdoc/>
    public IDisposable? MakeRoom(TrainingConfiguration configuration, TrainingData data, CancellationToken cancellationToken)
    {
        if (memory is null)
        {
            return null;
        }

        var need = TrainingMemory.Of(configuration, data);
        return memory.Take(need.Total, Parts(need), cancellationToken);
    }

    /// <inheritdoc/>
    public ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed) =>
        new Training(new Trainer(configuration, data, seed));

    /// <inheritdoc/>
    public ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint) =>
        new Training(Trainer.Resume(configuration, data, seed, checkpoint));

    private static string Parts(TrainingMemory need) => string.Create(
        CultureInfo.InvariantCulture,
        $"in MB: parameters {need.Parameters / 1e6:N1}, the optimizer's moments {need.Moments / 1e6:N1}, the batch's workspace {need.Workspace / 1e6:N1}, copies of the model {need.Models / 1e6:N1}, its checkpoint {need.Checkpoints / 1e6:N1}");

    private sealed class Training(Trainer trainer) : ITrialTraining
    {
        public TrainedModel? Model => trainer.Model;

        public TrainingResult Run(ITrainingObserver observer, CancellationToken cancellationToken) =>
            trainer.Run(observer, cancellationToken);

        public void SaveCheckpoint(Stream destination) => trainer.SaveCheckpoint(destination);
    }
}
