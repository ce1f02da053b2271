namespace DropoutSweep.Sweeps.Stores;

/// <summary>A cluster's table of members at one moment.</summary>
/// <param name="Cluster">The cluster's id.</param>
/// <param name="Version">The table's version: 0 at first, then what the last change gave it.</param>
/// <param name="Tag">Another one after each change, never the same twice.</param>
/// <param name="Members">The members by address, or the one that was asked for, if it is there.</param>
public sealed record MembershipRecord(string Cluster, int Version, string Tag, IReadOnlyList<StoredMember> Members);
