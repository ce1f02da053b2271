namespace DropoutSweep.Sweeps.Stores;

/// <summary>
/// Who belongs to a cluster of processes that find and watch one another: what an engine needs to which silos talk. It
/// is Orleans' contract of a membership table (<c>IMembershipTable</c>, version 10) in this project's terms.
/// <list type="bullet">
/// <item>A table and its members are read at one moment, never half of a change.</item>
/// <item>A change of a member and the table's new version are written together or not at all. Of several changes that are
/// made on the same table, one succeeds; the others are refused, which is no error: they read again.</item>
/// <item>Tags are new after each change and never come again, also when a table is deleted and begun anew.</item>
/// <item>Clusters know nothing of one another.</item>
/// </list>
/// </summary>
public interface IMembershipLedger
{
    /// <summary>Begins a cluster's table: version 0, no members. One that is there already stays as it is.</summary>
    /// <param name="cluster">The cluster's id, 1 to 200 characters.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask BeginMembershipAsync(string cluster, CancellationToken cancellationToken);

    /// <summary>A cluster's table with all its members, or with one of them; null when it has not begun or was deleted.</summary>
    /// <param name="cluster">The cluster's id.</param>
    /// <param name="member">The address of the only member that is wanted; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<MembershipRecord?> ReadMembershipAsync(string cluster, string? member, CancellationToken cancellationToken);

    /// <summary>The tables of all clusters with all members, by the clusters' ids.</summary>
    ValueTask<IReadOnlyList<MembershipRecord>> ListMembershipsAsync(CancellationToken cancellationToken);

    /// <summary>Adds a member and gives the table its new version; both get new tags.</summary>
    /// <returns>False when the address is a member already, or the table is not the one that was read: nothing has changed.</returns>
    ValueTask<bool> AddMemberAsync(MembershipChange change, CancellationToken cancellationToken);

    /// <summary>Puts a member's record whole in the place of the old one and gives the table its new version; both get new tags.</summary>
    /// <param name="change">The change.</param>
    /// <param name="tag">The member's tag as it was read.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// False when the address is no member, or the member or the table is not the one that was read: nothing has changed.
    /// </returns>
    ValueTask<bool> ReplaceMemberAsync(MembershipChange change, string tag, CancellationToken cancellationToken);

    /// <summary>
    /// Notes a sign of life and nothing else: version, tags and the rest of the member stay. An address that is no member
    /// is passed over.
    /// </summary>
    /// <param name="cluster">The cluster's id.</param>
    /// <param name="member">The member's address.</param>
    /// <param name="at">When, by the member's clock.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask NoteAliveAsync(string cluster, string member, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets members that are not <see cref="MemberStatus.Active"/> and of which nothing is known from
    /// <paramref name="before"/> or later: start, last sign of life, newest suspicion. The table keeps its version and tag.
    /// </summary>
    ValueTask ForgetMembersAsync(string cluster, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Deletes a cluster's table with all its members; nothing when there is none.</summary>
    ValueTask DeleteMembershipAsync(string cluster, CancellationToken cancellationToken);
}
