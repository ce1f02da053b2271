namespace DropoutSweep.Sweeps.Stores;

/// <summary>Where a member of a cluster stands in its life.</summary>
public enum MemberStatus
{
    /// <summary>Not known.</summary>
    None,

    /// <summary>Its process has started.</summary>
    Created,

    /// <summary>It asks the others to take it in.</summary>
    Joining,

    /// <summary>It works.</summary>
    Active,

    /// <summary>It hands over what it holds.</summary>
    ShuttingDown,

    /// <summary>It ends without handing over.</summary>
    Stopping,

    /// <summary>It has ended, or the others have declared it so; it never comes back under this address.</summary>
    Dead,
}
