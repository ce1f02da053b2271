using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>Watches nothing: for processes that nobody looks at.</summary>
public sealed class QuietObserver : ISweepObserver
{
    /// <inheritdoc/>
    public void TrialStarted(int slot, Trial trial, bool resumed)
    {
    }

    /// <inheritdoc/>
    public void BatchTrained(int slot, Trial trial, in BatchProgress progress)
    {
    }

    /// <inheritdoc/>
    public void EpochTrained(int slot, Trial trial, EpochMetrics metrics)
    {
    }

    /// <inheritdoc/>
    public void TrialEnded(int slot, TrialRecord record)
    {
    }

    /// <inheritdoc/>
    public void Notice(string message)
    {
    }
}
