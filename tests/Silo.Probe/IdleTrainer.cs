using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Probe;

/// <summary>Trials that take a given time and train nothing; their scores follow from the seed.</summary>
public sealed class IdleTrainer(TimeSpan duration) : ITrialTrainer
{
    /// <inheritdoc/>
    public ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed) => new Training(duration, seed);

    /// <inheritdoc/>
    public ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint) => new Training(duration, seed);

    private sealed class Training(TimeSpan duration, ulong seed) : ITrialTraining
    {
        public TrainedModel? Model => null;

        public TrainingResult Run(ITrainingObserver observer, CancellationToken cancellationToken)
        {
            if (duration > TimeSpan.Zero && cancellationToken.WaitHandle.WaitOne(duration))
            {
                throw new OperationCanceledException(cancellationToken);
            }

            var scores = new Scores { Samples = 100, Loss = 0.5, Accuracy = seed % 100 / 100.0 };
            var epoch = new EpochMetrics { Epoch = 1, Step = 1, LearningRate = 0.001, TrainingLoss = 0.5, Train = scores, Validation = scores, Test = scores };
            return new TrainingResult { Status = TrainingStatus.Completed, Epochs = [epoch], KeptEpoch = 1, Train = scores, Validation = scores, Test = scores };
        }

        public void SaveCheckpoint(Stream destination)
        {
        }

        public void Dispose()
        {
        }
    }
}
