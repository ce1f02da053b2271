namespace DropoutSweep.Sweeps.Stores;

/// <summary>What an attempt came to.</summary>
public enum AttemptOutcome
{
    /// <summary>The trial was trained to its end.</summary>
    Completed,

    /// <summary>A stopping rule ended the trial.</summary>
    StoppedEarly,

    /// <summary>The trial failed by its own doing.</summary>
    Failed,

    /// <summary>Given back unfinished, with a checkpoint.</summary>
    Released,

    /// <summary>Its silo was lost or paused beyond its lease.</summary>
    Lost,

    /// <summary>Its silo's process crashed.</summary>
    Crashed,

    /// <summary>Its trial was cancelled.</summary>
    Cancelled,
}
