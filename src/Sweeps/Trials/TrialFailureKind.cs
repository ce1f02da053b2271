namespace DropoutSweep.Sweeps.Trials;

/// <summary>Classes of a configuration's own failures.</summary>
public enum TrialFailureKind
{
    /// <summary>The loss became NaN or infinite.</summary>
    Diverged,

    /// <summary>The trial needed more memory than there is.</summary>
    OutOfMemory,

    /// <summary>The data cannot be trained on with this configuration.</summary>
    BadData,

    /// <summary>The trial threw an unexpected exception.</summary>
    Crashed,
}
