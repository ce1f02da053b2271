using DropoutSweep.Training;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>
/// One training run of an <see cref="ITrialTrainer"/>; belongs to one thread. Disposed once it is done with but for its model and
/// its result: the next run may use its memory.
/// </summary>
public interface ITrialTraining : IDisposable
{
    /// <summary>The kept model once <see cref="Run"/> has returned; null before, and after divergence.</summary>
    TrainedModel? Model { get; }

    /// <summary>Trains to the end, on the calling thread.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, within one batch; a checkpoint may be saved.</exception>
    TrainingResult Run(ITrainingObserver observer, CancellationToken cancellationToken);

    /// <summary>Saves everything needed to go on; callable from the observer's calls and after cancellation.</summary>
    void SaveCheckpoint(Stream destination);
}
