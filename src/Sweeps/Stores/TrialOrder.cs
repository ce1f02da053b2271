namespace DropoutSweep.Sweeps.Stores;

/// <summary>What trials are sorted by.</summary>
public enum TrialOrder
{
    /// <summary>Their number.</summary>
    Number,

    /// <summary>The objective, the best first; those without one last.</summary>
    Objective,

    /// <summary>Seconds in slots.</summary>
    Seconds,

    /// <summary>When they ended; those that have not last.</summary>
    Ended,
}
