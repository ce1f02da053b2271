using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Training;

/// <summary>Trains one configuration with one seed on the calling thread.</summary>
public sealed class Trainer
{
    /// <summary>A run at its beginning.</summary>
    public Trainer(TrainingConfiguration configuration, TrainingData data, ulong seed) => throw new NotSupportedException();

    /// <summary>The kept model once <see cref="Run"/> has returned; null before, and after divergence.</summary>
    public TrainedModel? Model => throw new NotSupportedException();

    /// <summary>A run that goes on from a checkpoint.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, of another version, or of another configuration, seed or data.</exception>
    public static Trainer Resume(TrainingConfiguration configuration, TrainingData data, ulong seed, Stream checkpoint) => throw new NotSupportedException();

    /// <summary>Trains to the end, on this thread.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, within one batch; a checkpoint may be saved and the run continued.</exception>
    public TrainingResult Run(ITrainingObserver? observer, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Saves everything needed to go on; callable from the observer or after cancellation.</summary>
    public void SaveCheckpoint(Stream destination) => throw new NotSupportedException();
}
