using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Models;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>
/// Where a sweep that runs in one process keeps what it has: results as they arrive and checkpoints of what
/// runs. Called from many slots at once; every call is atomic: after a kill at any moment, what was recorded
/// is whole and what was not is absent.
/// </summary>
public interface IRunStore
{
    /// <summary>The trials that had ended when the store was opened, by trial number.</summary>
    IReadOnlyList<TrialRecord> Load();

    /// <summary>
    /// Records a trial's end together with its kept model (null when it has none), then drops its checkpoint.
    /// </summary>
    void Complete(TrialRecord record, TrainedModel? model);

    /// <summary>Opens the newest whole checkpoint of a trial, or null. The caller disposes it.</summary>
    Stream? OpenCheckpoint(int trial);

    /// <summary>Replaces a trial's checkpoint by what <paramref name="write"/> writes.</summary>
    void SaveCheckpoint(int trial, Action<Stream> write);

    /// <summary>Discards a checkpoint that proved damaged.</summary>
    void DropCheckpoint(int trial);
}
