using DropoutSweep.Silo.Logging;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training;
using DropoutSweep.Training.Results;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Hosting;

/// <summary>Logs what deserves a line; the rest is in the store.</summary>
internal sealed class LogObserver(ILogger<LogObserver> logger) : ISweepObserver
{
    public void TrialStarted(int slot, Trial trial, bool resumed)
    {
    }

    public void BatchTrained(int slot, Trial trial, in BatchProgress progress)
    {
    }

    public void EpochTrained(int slot, Trial trial, EpochMetrics metrics)
    {
    }

    public void TrialEnded(int slot, TrialRecord record)
    {
    }

    public void Notice(string message) => logger.Noticed(message);
}
