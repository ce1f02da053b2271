using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Telemetry;

/// <summary>A trainer that tells of its epochs. Batches pass by uncounted.</summary>
/// <param name="inner">What trains.</param>
/// <param name="metrics">Told of every epoch.</param>
/// <param name="time">The clock.</param>
internal sealed class MeteredTrainer(ITrialTrainer inner, SiloMetrics metrics, TimeProvider time) : ITrialTrainer
{
    public void WarmUp() => inner.WarmUp();

    public IDisposable? MakeRoom(TrainingConfiguration configuration, TrainingData data, CancellationToken cancellationToken) =>
        inner.MakeRoom(configuration, data, cancellationToken);

    public ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed) =>
        new Training(inner.Start(configuration, data, seed), data.TrainRows.Length, metrics, time);

    public ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint) =>
        new Training(inner.Resume(configuration, data, seed, checkpoint), data.TrainRows.Length, metrics, time);

    private sealed class Training(ITrialTraining inner, int samples, SiloMetrics metrics, TimeProvider time) : ITrialTraining
    {
        public TrainedModel? Model => inner.Model;

        public TrainingResult Run(ITrainingObserver observer, CancellationToken cancellationToken)
        {
            metrics.SlotBusy(busy: true);
            try
            {
                return inner.Run(new Observer(observer, samples, metrics, time), cancellationToken);
            }
            finally
            {
                metrics.SlotBusy(busy: false);
            }
        }

        public void SaveCheckpoint(Stream destination) => inner.SaveCheckpoint(destination);

        public void Dispose() => inner.Dispose();
    }

    private sealed class Observer(ITrainingObserver inner, int samples, SiloMetrics metrics, TimeProvider time) : ITrainingObserver
    {
        private long _began = time.GetTimestamp();

        public void OnBatch(in BatchProgress progress) => inner.OnBatch(progress);

        public TrainingDirective OnEpoch(EpochMetrics epoch)
        {
            var duration = time.GetElapsedTime(_began);
            metrics.EpochTrained(samples, duration);
            SiloSpans.EpochTrained(epoch.Epoch, time.GetUtcNow() - duration, duration);
            var directive = inner.OnEpoch(epoch);
            _began = time.GetTimestamp();
            return directive;
        }
    }
}
