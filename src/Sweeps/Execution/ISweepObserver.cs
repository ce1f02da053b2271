using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>Watches a sweep. Called from the slots' threads: implementations are thread-safe and quick.</summary>
public interface ISweepObserver
{
    /// <summary>A slot took a trial; <paramref name="resumed"/> when it goes on from a checkpoint.</summary>
    void TrialStarted(int slot, Trial trial, bool resumed);

    /// <summary>A batch was trained.</summary>
    void BatchTrained(int slot, Trial trial, in BatchProgress progress);

    /// <summary>An epoch was trained and evaluated.</summary>
    void EpochTrained(int slot, Trial trial, EpochMetrics metrics);

    /// <summary>A trial ended and its result is in the store, or, between quick trials that are written together, on its way there.</summary>
    void TrialEnded(int slot, TrialRecord record);

    /// <summary>Something that is worth a line, such as a damaged checkpoint that was discarded.</summary>
    void Notice(string message);
}
