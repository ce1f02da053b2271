using System.Collections.Concurrent;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Training;
using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>Trials of three epochs that wait at a gate before each, when the test has closed it.</summary>
internal sealed class ScriptedTrainer : ITrialTrainer
{
    public const int Epochs = 3;
    private readonly ConcurrentDictionary<ulong, SemaphoreSlim> _gates = new();
    private volatile bool _open;

    /// <summary>Trials begun, by seed, with the epoch that they began at.</summary>
    public ConcurrentQueue<(ulong Seed, int Epoch)> Begun { get; } = new();

    /// <summary>Whether trials come to their end without a model.</summary>
    public bool WithoutModels { get; set; }

    /// <summary>Whether models cannot be written.</summary>
    public bool BrokenModels { get; set; }

    /// <summary>Most trials at once so far.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Whether a trial was ever trained on a thread of the pool, where grains and the API have their turns.</summary>
    public bool UsedPoolThread { get; private set; }

    private int _running;

    /// <summary>Trials of this seed wait before each epoch from now on.</summary>
    public void Close(ulong seed) => _gates.TryAdd(seed, new SemaphoreSlim(0));

    /// <summary>Lets some epochs of a seed's trial pass.</summary>
    public void Open(ulong seed, int epochs) => _gates[seed].Release(epochs);

    /// <summary>Lets everything pass.</summary>
    public void OpenAll() => _open = true;

    public ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed) => new Training(this, seed, 0);

    public ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint) => new Training(this, seed, checkpoint.ReadByte());

    private sealed class Training(ScriptedTrainer owner, ulong seed, int epoch) : ITrialTraining
    {
        private int _epoch = epoch;

        public TrainedModel? Model { get; private set; }

        public TrainingResult Run(ITrainingObserver observer, CancellationToken cancellationToken)
        {
            owner.Begun.Enqueue((seed, _epoch));
            lock (owner.Begun)
            {
                owner.MostAtOnce = Math.Max(owner.MostAtOnce, ++owner._running);
                owner.UsedPoolThread |= Thread.CurrentThread.IsThreadPoolThread;
            }

            try
            {
                var epochs = Enumerable.Range(1, _epoch).Select(Metrics).ToList();
                while (_epoch < Epochs)
                {
                    Pass(cancellationToken);
                    _epoch++;
                    epochs.Add(Metrics(_epoch));
                    observer.OnBatch(new BatchProgress(_epoch, 1, 1, 0.5));
                    observer.OnEpoch(epochs[^1]);
                }

                IReadOnlyList<DenseWeights> layers = [new DenseWeights(1, 1, [seed], [0])];
                Model = owner.WithoutModels ? null : new TrainedModel { Options = new ModelOptions { Hidden = [] }, Inputs = 1, Outputs = 1, Layers = owner.BrokenModels ? new ReadOnce<DenseWeights>(layers) : layers };
                var scores = epochs[^1].Test;
                return new TrainingResult { Status = TrainingStatus.Completed, Epochs = epochs, KeptEpoch = Epochs, Train = scores, Validation = scores, Test = scores };
            }
            finally
            {
                lock (owner.Begun)
                {
                    owner._running--;
                }
            }
        }

        public void SaveCheckpoint(Stream destination) => destination.WriteByte((byte)_epoch);

        public void Dispose()
        {
        }

        private void Pass(CancellationToken cancellationToken)
        {
            while (owner._gates.TryGetValue(seed, out var gate) && !owner._open)
            {
                if (gate.Wait(TimeSpan.FromMilliseconds(20), cancellationToken))
                {
                    break;
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        private EpochMetrics Metrics(int number)
        {
            var scores = new Scores { Samples = 10, Loss = 1.0 / (seed + (ulong)number) };
            return new EpochMetrics { Epoch = number, Step = number, LearningRate = 0.001, TrainingLoss = 0.5, Train = scores, Validation = scores, Test = scores };
        }
    }
}
