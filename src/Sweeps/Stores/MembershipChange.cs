namespace DropoutSweep.Sweeps.Stores;

/// <summary>A change of one member, made on a table as it was read.</summary>
/// <param name="Cluster">The cluster's id.</param>
/// <param name="Tag">The table's tag as it was read; when it has another one by now, the change is refused.</param>
/// <param name="Version">The version that the table gets.</param>
/// <param name="Member">The member as it shall be, whole.</param>
public sealed record MembershipChange(string Cluster, string Tag, int Version, MemberRecord Member);
