namespace DropoutSweep.Sweeps.Stores;

/// <summary>Where a sweep stands.</summary>
public enum SweepState
{
    /// <summary>Submitted; nothing of it has been trained yet.</summary>
    Queued,

    /// <summary>Trials are running or waiting for a slot.</summary>
    Running,

    /// <summary>No trial is started until it is resumed; those that ran have saved checkpoints.</summary>
    Paused,

    /// <summary>What runs is finished, nothing is started; then <see cref="Paused"/>.</summary>
    Draining,

    /// <summary>Every trial has completed or was stopped early.</summary>
    Completed,

    /// <summary>Every trial has ended, some of them failed.</summary>
    CompletedWithFailures,

    /// <summary>Stopped for good (until retried); what was done is kept.</summary>
    Cancelled,
}
