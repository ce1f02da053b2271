using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Tests.Execution;

/// <summary>Trains nothing: reports batches and epochs, remembers what was asked, and does what a test hooks in.</summary>
internal sealed class FakeTrainer : ITrialTrainer
{
    public const int Batches = 4;
    private readonly Lock _lock = new();

    public List<(ulong Seed, int FirstStep)> Begun { get; } = [];

    /// <summary>Called before every batch with the configuration, the seed and the batch's number from 0.</summary>
    public Action<TrainingConfiguration, ulong, int>? OnBatch { get; init; }

    public Exception? StartError { get; init; }

    /// <summary>Called when a run is done with.</summary>
    public Action? Done { get; init; }

    /// <summary>What makes room for a run; none is needed when null.</summary>
    public Func<IDisposable>? Room { get; init; }

    public IDisposable? MakeRoom(TrainingConfiguration configuration, TrainingData data, CancellationToken cancellationToken) => Room?.Invoke();

    public ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed) =>
        StartError is null ? Begin(configuration, seed, 0) : throw StartError;

    public ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint)
    {
        var step = checkpoint.ReadByte();
        return step is >= 0 and < 255 ? Begin(configuration, seed, step) : throw new InvalidDataException("The checkpoint is damaged.");
    }

    private Training Begin(TrainingConfiguration configuration, ulong seed, int step)
    {
        lock (_lock)
        {
            Begun.Add((seed, step));
        }

        return new Training(this, configuration, seed, step);
    }

    private sealed class Training(FakeTrainer owner, TrainingConfiguration configuration, ulong seed, int step) : ITrialTraining
    {
        private readonly List<EpochMetrics> _epochs = [];
        private int _step = step;

        public TrainedModel? Model { get; private set; }

        public TrainingResult Run(ITrainingObserver observer, CancellationToken cancellationToken)
        {
            var epochs = configuration.Training.Epochs;
            while (_step < epochs * Batches)
            {
                cancellationToken.ThrowIfCancellationRequested();
                owner.OnBatch?.Invoke(configuration, seed, _step);
                _step++;
                var epoch = (_step - 1) / Batches;
                observer.OnBatch(new BatchProgress(epoch + 1, _step - (epoch * Batches), Batches, 0.5));
                if (_step % Batches == 0)
                {
                    _epochs.Add(TestRecords.Epoch(epoch + 1));
                    observer.OnEpoch(_epochs[^1]);
                }
            }

            Model = new TrainedModel { Options = configuration.Model, Inputs = 1, Outputs = 1, Layers = [] };
            return TestRecords.Result(0.9) with { Epochs = _epochs };
        }

        public void SaveCheckpoint(Stream destination) => destination.WriteByte((byte)_step);

        public void Dispose() => owner.Done?.Invoke();
    }
}
