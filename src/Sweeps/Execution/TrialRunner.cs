using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>
/// Executes one attempt at a trial on the calling thread: from its checkpoint or from the beginning, through its
/// epochs, to its record in the store.
/// </summary>
/// <param name="trainer">What trains.</param>
/// <param name="time">The clock for checkpoints and durations.</param>
/// <param name="options">When checkpoints are saved.</param>
public sealed class TrialRunner(ITrialTrainer trainer, TimeProvider time, ExecutionOptions options)
{
    /// <summary>Trains a trial to its end and records it; its own failures are part of the record.</summary>
    /// <param name="slot">The slot, for the observer.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="data">The sweep's data.</param>
    /// <param name="link">Where checkpoints, reports and the result go.</param>
    /// <param name="observer">Told of everything.</param>
    /// <param name="cancellationToken">
    /// Stops within one batch; the link's directive then says whether a checkpoint is saved
    /// (<see cref="AttemptDirective.Abandon"/>: none).
    /// </param>
    /// <returns>
    /// What the attempt came to. <see cref="AttemptOutcome.Released"/>: stopped, a checkpoint is saved, the trial is
    /// still to be given back. <see cref="AttemptOutcome.Cancelled"/>: told to abandon it, or its result was refused.
    /// </returns>
    /// <exception cref="StoreException">The store failed.</exception>
    public AttemptOutcome Run(int slot, Trial trial, SweepConfiguration configuration, TrainingData data, IAttemptLink link, ISweepObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(link);
        ArgumentNullException.ThrowIfNull(observer);
        using var held = new Held();
        return Run(slot, trial, configuration, data, link, observer, held, cancellationToken);
    }

    private AttemptOutcome Run(int slot, Trial trial, SweepConfiguration configuration, TrainingData data, IAttemptLink link, ISweepObserver observer, Held held, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        TrialAttempt? attempt = null;
        ModelContent? model = null;
        TrialRecord record;
        try
        {
            held.Room = trainer.MakeRoom(configuration.Training, data, cancellationToken);
            (held.Training, var secondsBefore) = Resume(trial, configuration, data, link, observer);
            var resumed = held.Training is not null;
            held.Training ??= Start(trial, configuration, data);
            attempt = new TrialAttempt(slot, trial, held.Training, secondsBefore, link, observer, time, options.CheckpointInterval);
            observer.TrialStarted(slot, trial, resumed);
            var result = held.Training.Run(attempt, cancellationToken);
            record = Ended(trial, result, attempt.Seconds);
            model = record.Failure is null && held.Training.Model is { } trained ? link.Pack(trained, record) : null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            if (link.Directive == AttemptDirective.Abandon)
            {
                return AttemptOutcome.Cancelled;
            }

            attempt?.Save();
            return AttemptOutcome.Released;
        }
        catch (StoreException)
        {
            throw;
        }
        catch (TrialDataException error)
        {
            record = Failed(TrialFailureKind.BadData, error.Message);
        }
        catch (InsufficientMemoryException error)
        {
            // Refused before anything was allocated.
            record = Failed(TrialFailureKind.OutOfMemory, error.Message);
        }
        catch (OutOfMemoryException)
        {
            held.Training = null;
            record = Failed(TrialFailureKind.OutOfMemory, "The trial needed more memory than there is; fewer slots, smaller layers or a smaller batch need less.");
        }
#pragma warning disable CA1031 // Whatever a trial throws is that trial's failure; the sweep goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            record = Failed(TrialFailureKind.Crashed, $"{error.GetType().Name}: {error.Message}");
        }

        if (!link.Complete(record, model))
        {
            return AttemptOutcome.Cancelled;
        }

        observer.TrialEnded(slot, record);
        return record.State switch
        {
            TrialState.Completed => AttemptOutcome.Completed,
            TrialState.StoppedEarly => AttemptOutcome.StoppedEarly,
            _ => AttemptOutcome.Failed,
        };

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
            State = result.Status switch
            {
                TrainingStatus.Diverged => TrialState.Failed,
                TrainingStatus.StoppedEarly => TrialState.StoppedEarly,
                _ => TrialState.Completed,
            },
            Failure = failure,
            Result = result,
            Seconds = seconds,
        };
    }

    private ITrialTraining Start(Trial trial, SweepConfiguration configuration, TrainingData data)
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

    private (ITrialTraining? Training, double Seconds) Resume(Trial trial, SweepConfiguration configuration, TrainingData data, IAttemptLink link, ISweepObserver observer)
    {
        using var checkpoint = link.OpenCheckpoint();
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

        link.DropCheckpoint();
        return (null, 0);
    }

    /// <summary>What is let go of when an attempt is over.</summary>
    private sealed class Held : IDisposable
    {
        public IDisposable? Room { get; set; }

        public ITrialTraining? Training { get; set; }

        public void Dispose()
        {
            try
            {
                Training?.Dispose();
            }
            finally
            {
                Room?.Dispose();
            }
        }
    }
}
