using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>
/// Executes one trial on the calling thread: from its checkpoint or from the beginning, through its epochs,
/// to its record in the store.
/// </summary>
/// <param name="trainer">What trains.</param>
/// <param name="data">The sweep's data.</param>
/// <param name="store">Where checkpoints and results are kept.</param>
/// <param name="time">The clock for checkpoints and durations.</param>
/// <param name="options">When checkpoints are saved.</param>
public sealed class TrialRunner(ITrialTrainer trainer, TrainingData data, IRunStore store, TimeProvider time, ExecutionOptions options)
{
    /// <summary>Trains a trial to its end and records it; its own failures are part of the record.</summary>
    /// <returns>The trial's record, which is in the store.</returns>
    /// <exception cref="OperationCanceledException">Cancelled: a checkpoint was saved, nothing was recorded.</exception>
    /// <exception cref="RunStoreException">The store failed.</exception>
    public TrialRecord Run(int slot, Trial trial, SweepConfiguration configuration, ISweepObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(observer);
        cancellationToken.ThrowIfCancellationRequested();

        var began = time.GetTimestamp();
        ITrialTraining? training = null;
        TrialAttempt? attempt = null;
        TrialRecord record;
        try
        {
            (training, var secondsBefore) = Resume(trial, configuration, observer);
            var resumed = training is not null;
            training ??= Start(trial, configuration);
            attempt = new TrialAttempt(slot, trial, training, secondsBefore, store, observer, time, options.CheckpointInterval);
            observer.TrialStarted(slot, trial, resumed);
            var result = training.Run(attempt, cancellationToken);
            record = Ended(trial, result, attempt.Seconds);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            attempt?.Save();
            throw;
        }
        catch (RunStoreException)
        {
            throw;
        }
        catch (TrialDataException error)
        {
            record = Failed(TrialFailureKind.BadData, error.Message);
        }
        catch (OutOfMemoryException)
        {
            training = null;
            record = Failed(TrialFailureKind.OutOfMemory, "The trial needed more memory than there is; fewer slots, smaller layers or a smaller batch need less.");
        }
#pragma warning disable CA1031 // Whatever a trial throws is that trial's failure; the sweep goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            record = Failed(TrialFailureKind.Crashed, $"{error.GetType().Name}: {error.Message}");
        }

        var model = record.State == TrialState.Completed ? training!.Model : null;
        RunStoreException.Guard($"Recording trial {trial.Number}", () => store.Complete(record, model));
        observer.TrialEnded(slot, record);
        return record;

        TrialRecord Failed(TrialFailureKind kind, string message) => new()
        {
            Trial = trial,
            State = TrialState.Failed,
            Failure = new TrialFailure(kind, message),
            Seconds = attempt?.Seconds ?? time.GetElapsedTime(began).TotalSeconds,
        };
    }

    private static TrialRecord Ended(Trial trial, TrainingResult result, double seconds)
    {
        TrialFailure? failure = null;
        if (result.Status == TrainingStatus.Diverged)
        {
            var where = result.Divergence is { } at ? $" in epoch {at.Epoch}, step {at.Step}" : "";
            failure = new TrialFailure(TrialFailureKind.Diverged, $"The loss became NaN or infinite{where}.");
        }

        return new TrialRecord
        {
            Trial = trial,
            State = failure is null ? TrialState.Completed : TrialState.Failed,
            Failure = failure,
            Result = result,
            Seconds = seconds,
        };
    }

    private ITrialTraining Start(Trial trial, SweepConfiguration configuration)
    {
        try
        {
            return trainer.Start(configuration.Training, data, trial.Seed);
        }
        catch (Exception error) when (error is ArgumentException or InvalidDataException)
        {
            throw new TrialDataException(error.Message, error);
        }
    }

    private (ITrialTraining? Training, double Seconds) Resume(Trial trial, SweepConfiguration configuration, ISweepObserver observer)
    {
        using var checkpoint = RunStoreException.Guard(
            $"Opening the checkpoint of trial {trial.Number}",
            () => store.OpenCheckpoint(trial.Number));
        if (checkpoint is null)
        {
            return (null, 0);
        }

        try
        {
            var seconds = CheckpointPrefix.Read(checkpoint);
            return (trainer.Resume(configuration.Training, data, trial.Seed, checkpoint), seconds);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            observer.Notice($"Trial {trial.Number} starts again: its checkpoint was discarded. {error.Message}");
        }
        catch (IOException error)
        {
            throw new RunStoreException($"Reading the checkpoint of trial {trial.Number} failed: {error.Message}", error);
        }

        checkpoint.Dispose();
        RunStoreException.Guard(
            $"Discarding the checkpoint of trial {trial.Number}",
            () => store.DropCheckpoint(trial.Number));
        return (null, 0);
    }
}
