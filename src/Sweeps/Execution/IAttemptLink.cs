using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>
/// An attempt's line to its engine, and through it to the store. Called from the thread that trains, which may be
/// made to wait: it is a slot's own. Everything is fenced: what an attempt writes that is no longer its trial's
/// current one is refused.
/// </summary>
public interface IAttemptLink
{
    /// <summary>What the attempt shall do, as last heard. Cheap: read after every batch's cancellation.</summary>
    AttemptDirective Directive { get; }

    /// <summary>Opens the trial's newest checkpoint, or returns null. The caller disposes it.</summary>
    /// <exception cref="StoreException">The store failed; likewise below.</exception>
    Stream? OpenCheckpoint();

    /// <summary>Discards a checkpoint that proved damaged.</summary>
    void DropCheckpoint();

    /// <summary>Replaces the trial's checkpoint by what <paramref name="write"/> writes; may return before it is stored.</summary>
    void SaveCheckpoint(Action<Stream> write);

    /// <summary>Takes an epoch, to be written with others of the silo; does not wait for the store.</summary>
    /// <param name="metrics">The epoch.</param>
    /// <param name="seconds">Seconds in slots so far, over this attempt and those before it.</param>
    /// <returns>What the attempt shall do, as last heard.</returns>
    AttemptDirective Report(EpochMetrics metrics, double seconds);

    /// <summary>A trial's model as its end brings it; a large one is made a file here and now, before anybody waits for it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="record">The trial's end.</param>
    /// <returns>The file; null when the store keeps none.</returns>
    /// <exception cref="OutOfMemoryException">There is not enough memory for the file.</exception>
    ModelContent? Pack(TrainedModel model, TrialRecord record);

    /// <summary>
    /// Records the trial's end with its packed model (null when it has none); returns once that is durable, or, between quick
    /// trials whose ends are written together, once it waits for the next of them, for a moment at most.
    /// </summary>
    /// <returns>False when refused: the trial is another attempt's, or cancelled.</returns>
    bool Complete(TrialRecord record, ModelContent? model);
}
