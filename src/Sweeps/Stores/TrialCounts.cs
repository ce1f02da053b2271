namespace DropoutSweep.Sweeps.Stores;

/// <summary>How many of a sweep's created trials are in each state.</summary>
public readonly record struct TrialCounts
{
    /// <summary>Waiting for a slot, with or without a checkpoint.</summary>
    public int Pending { get; init; }

    /// <summary>Under a lease.</summary>
    public int Running { get; init; }

    /// <summary>Trained to the end.</summary>
    public int Completed { get; init; }

    /// <summary>Ended before their last epoch by a stopping rule.</summary>
    public int StoppedEarly { get; init; }

    /// <summary>Failed by their own doing.</summary>
    public int Failed { get; init; }

    /// <summary>Cancelled.</summary>
    public int Cancelled { get; init; }

    /// <summary>Ended, in whatever way.</summary>
    public int Ended => Completed + StoppedEarly + Failed + Cancelled;
}
