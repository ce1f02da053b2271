namespace DropoutSweep.Sweeps.Stores;

/// <summary>How a silo's process ended.</summary>
public enum SiloEnd
{
    /// <summary>It was asked to stop, and did.</summary>
    Stopped,

    /// <summary>It ended by an error of its own: what it trained is under suspicion.</summary>
    Crashed,

    /// <summary>It was killed or its machine was lost: what it trained has nothing to do with it.</summary>
    Lost,
}
