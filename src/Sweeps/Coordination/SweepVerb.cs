namespace DropoutSweep.Sweeps.Coordination;

/// <summary>What a person can ask of a sweep.</summary>
public enum SweepVerb
{
    /// <summary>Running trials save a checkpoint and stop; nothing is lost.</summary>
    Pause,

    /// <summary>Goes on after a pause or a drain.</summary>
    Resume,

    /// <summary>Finishes what runs and starts nothing; then the sweep is paused.</summary>
    Drain,

    /// <summary>Stops now and keeps what is done.</summary>
    Cancel,

    /// <summary>Runs again exactly the trials that failed or are missing.</summary>
    Retry,
}
