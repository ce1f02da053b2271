namespace DropoutSweep.Sweeps.Trials;

/// <summary>Where a trial stands.</summary>
public enum TrialState
{
    /// <summary>Not started, or to be continued.</summary>
    Pending,

    /// <summary>In a slot.</summary>
    Running,

    /// <summary>Trained to its end.</summary>
    Completed,

    /// <summary>Failed by its own configuration; see <see cref="TrialRecord.Failure"/>.</summary>
    Failed,

    /// <summary>Ended before its last epoch by a stopping rule; it has a result.</summary>
    StoppedEarly,

    /// <summary>Cancelled before its end.</summary>
    Cancelled,
}
