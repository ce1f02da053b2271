namespace DropoutSweep.Sweeps.Execution;

/// <summary>How the execution of a sweep ended.</summary>
public enum SweepOutcome
{
    /// <summary>Every trial has ended.</summary>
    Finished,

    /// <summary>It was cancelled; what ran has a checkpoint and the sweep can be continued.</summary>
    Cancelled,
}
