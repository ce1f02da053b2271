namespace DropoutSweep.Sweeps.Stores;

/// <summary>What an attempt is told.</summary>
public enum AttemptDirective
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>End after this epoch; the result so far is the trial's.</summary>
    StopEarly,

    /// <summary>Save a checkpoint and give the trial back: its sweep is paused.</summary>
    Release,

    /// <summary>Stop and write nothing more: the trial is cancelled, or another silo's.</summary>
    Abandon,
}
