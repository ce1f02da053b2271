using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <inheritdoc/>
internal sealed class MembershipLedger(IStoreGate gate) : IMembershipLedger
{
    public async ValueTask BeginMembershipAsync(string cluster, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        var tag = NewTag();
        await WriteAsync("begin membership", Durability.Silos, sql => sql.Begin, cancellationToken, Arg.Text("@cluster", cluster), Arg.Text("@tag", tag)).ConfigureAwait(false);
    }

    public async ValueTask<MembershipRecord?> ReadMembershipAsync(string cluster, string? member, CancellationToken cancellationToken)
    {
        var rows = await gate.ReadAsync(
            "read membership",
            (transaction, token) => transaction.QueryAsync(
                transaction.Sql.Membership.Read, MemberRow.Read, token, Arg.Text("@cluster", cluster), Arg.Text("@address", member)),
            cancellationToken).ConfigureAwait(false);
        return MemberRow.Tables(rows).SingleOrDefault();
    }

    public async ValueTask<IReadOnlyList<MembershipRecord>> ListMembershipsAsync(CancellationToken cancellationToken) => MemberRow.Tables(await gate.ReadAsync(
        "list memberships",
        static (transaction, token) => transaction.QueryAsync(transaction.Sql.Membership.List, MemberRow.Read, token),
        cancellationToken).ConfigureAwait(false));

    public ValueTask<bool> AddMemberAsync(MembershipChange change, CancellationToken cancellationToken) => ChangeAsync("add member", change, tag: null, cancellationToken);

    public ValueTask<bool> ReplaceMemberAsync(MembershipChange change, string tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return ChangeAsync("replace member", change, tag, cancellationToken);
    }

    public ValueTask NoteAliveAsync(string cluster, string member, DateTimeOffset at, CancellationToken cancellationToken) => WriteAsync(
        "note sign of life",
        Durability.Process,
        static sql => sql.NoteAlive,
        cancellationToken,
        Arg.Text("@cluster", cluster),
        Arg.Text("@address", member),
        Arg.Long("@aliveAt", Columns.Microseconds(at)));

    public async ValueTask ForgetMembersAsync(string cluster, DateTimeOffset before, CancellationToken cancellationToken) => await gate.WriteAsync(
        "forget members",
        Durability.Silos,
        async (transaction, token) =>
        {
            var (sql, id) = (transaction.Sql.Membership, Arg.Text("@cluster", cluster));

            // A change that has looked at a member must not find it gone when it writes.
            await transaction.LockAsync(sql.Lock, token, id).ConfigureAwait(false);
            await transaction.ExecuteAsync(sql.Forget, token, id, Arg.Long("@before", Columns.MicrosecondsUp(before))).ConfigureAwait(false);
            return 0;
        },
        cancellationToken).ConfigureAwait(false);

    public ValueTask DeleteMembershipAsync(string cluster, CancellationToken cancellationToken) =>
        WriteAsync("delete membership", Durability.Silos, static sql => sql.Delete, cancellationToken, Arg.Text("@cluster", cluster));

    /// <summary>Declares the members of a name dead, within the transaction that takes their silo out.</summary>
    public static async ValueTask DeclareDeadAsync(StoreTransaction transaction, string name, CancellationToken cancellationToken)
    {
        var (sql, of) = (transaction.Sql.Membership, Arg.Text("@name", name));
        foreach (var cluster in await transaction.QueryAsync(sql.LockOf, static row => row.GetString(0), cancellationToken, of).ConfigureAwait(false))
        {
            var (id, tag) = (Arg.Text("@cluster", cluster), Arg.Text("@tag", NewTag()));
            await transaction.ExecuteAsync(sql.DeclareDead, cancellationToken, id, of, tag).ConfigureAwait(false);
            await transaction.ExecuteAsync(sql.AdvanceWith, cancellationToken, id, tag).ConfigureAwait(false);
        }
    }

    private static string NewTag() => Guid.NewGuid().ToString("N");

    private static async ValueTask<bool> ChangeAsync(
        StoreTransaction transaction, MembershipChange change, string? expected, string tag, CancellationToken cancellationToken)
    {
        var (sql, cluster) = (transaction.Sql.Membership, Arg.Text("@cluster", change.Cluster));
        var table = new RowQuery<string>(sql.Lock, static row => row.GetString(0), cluster);
        var member = new RowQuery<string>(sql.MemberTag, static row => row.GetString(0), cluster, Arg.Text("@address", change.Member.Address));
        await transaction.QueryAsync(cancellationToken, table, member).ConfigureAwait(false);
        var held = member.Rows.SingleOrDefault();
        if (string.Equals(held, tag, StringComparison.Ordinal))
        {
            // The second try of a commit whose answer was lost: nobody else can have this tag.
            return true;
        }

        if (!string.Equals(table.Rows.SingleOrDefault(), change.Tag, StringComparison.Ordinal) || !string.Equals(held, expected, StringComparison.Ordinal))
        {
            return false;
        }

        await transaction.ExecuteAsync(sql.Advance, cancellationToken, cluster, Arg.Int("@version", change.Version), Arg.Text("@tag", tag)).ConfigureAwait(false);
        await transaction.ExecuteAsync(expected is null ? sql.Add : sql.Replace, cancellationToken, MemberRow.Args(change, tag)).ConfigureAwait(false);
        return true;
    }

    private ValueTask<bool> ChangeAsync(string name, MembershipChange change, string? tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var newTag = NewTag();
        return gate.WriteAsync(name, Durability.Silos, (transaction, token) => ChangeAsync(transaction, change, tag, newTag, token), cancellationToken);
    }

    private async ValueTask WriteAsync(string name, Durability durability, Func<MembershipSql, string> text, CancellationToken cancellationToken, params Arg[] args) =>
        await gate.WriteAsync(
            name,
            durability,
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync(text(transaction.Sql.Membership), token, args).ConfigureAwait(false);
                return 0;
            },
            cancellationToken).ConfigureAwait(false);
}
