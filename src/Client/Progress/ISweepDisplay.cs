using DropoutSweep.Sweeps.Execution;

namespace DropoutSweep.Client.Progress;

/// <summary>Shows a sweep while it runs.</summary>
internal interface ISweepDisplay : ISweepObserver
{
    /// <summary>Shows until the work ends, and returns what it returned.</summary>
    Task<bool> ShowAsync(Func<Task<bool>> work);
}
