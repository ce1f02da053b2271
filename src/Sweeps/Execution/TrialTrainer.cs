using System.Collections.Concurrent;
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
    private readonly ConcurrentBag<ArrayStock> _stocks = [];

    /// <inheritdoc/>
    public void WarmUp()
    {
        using var room = memory?.TakeSpare(TrainingWarmUp.Bytes);
        TrainingWarmUp.Run();
    }

    /// <inheritdoc/>
    public IDisposable? MakeRoom(TrainingConfiguration configuration, TrainingData data, CancellationToken cancellationToken)
    {
        var need = TrainingMemory.Of(configuration, data);
        if (CheckpointLimit.Refusal(need) is { } refusal)
        {
#pragma warning disable MA0012 // This is the framework's exception for memory that is checked before it is used.
            throw new InsufficientMemoryException(refusal);
#pragma warning restore MA0012
        }

        return memory?.Take(need.Total, Parts(need), cancellationToken);
    }

    /// <inheritdoc/>
    public ITrialTraining Start(TrainingConfiguration configuration, TrainingData data, ulong seed) =>
        Begin(stock => new Trainer(configuration, data, seed, stock));

    /// <inheritdoc/>
    public ITrialTraining Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint) =>
        Begin(stock => Trainer.Resume(configuration, data, seed, checkpoint, stock));

    private Training Begin(Func<ArrayStock, Trainer> begin)
    {
        // As many as runs at once, each handed from one run to the next.
        var stock = _stocks.TryTake(out var left) ? left : new ArrayStock();
        try
        {
            return new Training(begin(stock), stock, _stocks);
        }
        catch
        {
            Leave(stock, _stocks);
            throw;
        }
    }

    private static void Leave(ArrayStock stock, ConcurrentBag<ArrayStock> stocks)
    {
        stock.TakeBack();
        stocks.Add(stock);
    }

    private static string Parts(TrainingMemory need) => string.Create(
        CultureInfo.InvariantCulture,
        $"in MB: parameters {need.Parameters / 1e6:N1}, the optimizer's moments {need.Moments / 1e6:N1}, the batch's workspace {need.Workspace / 1e6:N1}, copies of the model {need.Models / 1e6:N1}, its checkpoint {need.Checkpoints / 1e6:N1}");

    private sealed class Training(Trainer trainer, ArrayStock stock, ConcurrentBag<ArrayStock> stocks) : ITrialTraining
    {
        private bool _disposed;

        public TrainedModel? Model => trainer.Model;

        public TrainingResult Run(ITrainingObserver observer, CancellationToken cancellationToken)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return trainer.Run(observer, cancellationToken);
        }

        public void SaveCheckpoint(Stream destination)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            trainer.SaveCheckpoint(destination);
        }

        public void Dispose()
        {
            if (!_disposed)
            {
                _disposed = true;
                Leave(stock, stocks);
            }
        }
    }
}
