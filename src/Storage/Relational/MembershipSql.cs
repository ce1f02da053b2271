namespace DropoutSweep.Storage.Relational;

/// <summary>The texts about members of clusters. A table's row is locked before any of its members is changed but by a sign of life.</summary>
internal sealed class MembershipSql(SqlDialect dialect)
{
    private const string Columns = """
        m.cluster, m.version, m.tag, i.address, i.tag, i.name, i.host, i.status, i.client_port, i.role, i.update_zone, i.fault_zone,
        i.started_at, i.alive_at, i.suspicions
        """;

    public string Begin { get; } = "INSERT INTO memberships (cluster, version, tag) VALUES (@cluster, 0, @tag) ON CONFLICT (cluster) DO NOTHING";

    /// <summary>One statement, so that it sees one moment.</summary>
    public string Read { get; } = $"""
        SELECT {Columns} FROM memberships m
        LEFT JOIN members i ON i.cluster = m.cluster AND (@address IS NULL OR i.address = @address)
        WHERE m.cluster = @cluster ORDER BY i.address
        """;

    public string List { get; } = $"""
        SELECT {Columns} FROM memberships m LEFT JOIN members i ON i.cluster = m.cluster ORDER BY m.cluster, i.address
        """;

    public string Lock { get; } = $"SELECT m.tag FROM memberships m WHERE m.cluster = @cluster {dialect.LockMembership}";

    public string MemberTag { get; } = "SELECT tag FROM members WHERE cluster = @cluster AND address = @address";

    public string Advance { get; } = "UPDATE memberships SET version = @version, tag = @tag WHERE cluster = @cluster";

    public string Add { get; } = """
        INSERT INTO members (cluster, address, tag, name, host, status, client_port, role, update_zone, fault_zone, started_at,
        alive_at, suspected_at, suspicions)
        VALUES (@cluster, @address, @tag, @name, @host, @status, @clientPort, @role, @updateZone, @faultZone, @startedAt, @aliveAt,
        @suspectedAt, @suspicions)
        """;

    public string Replace { get; } = """
        UPDATE members SET tag = @tag, name = @name, host = @host, status = @status, client_port = @clientPort, role = @role,
        update_zone = @updateZone, fault_zone = @faultZone, started_at = @startedAt, alive_at = @aliveAt,
        suspected_at = @suspectedAt, suspicions = @suspicions WHERE cluster = @cluster AND address = @address
        """;

    public string NoteAlive { get; } = "UPDATE members SET alive_at = @aliveAt WHERE cluster = @cluster AND address = @address";

    public string Forget { get; } = """
        DELETE FROM members WHERE cluster = @cluster AND status <> 'active' AND started_at < @before AND alive_at < @before
        AND (suspected_at IS NULL OR suspected_at < @before)
        """;

    /// <summary>The tables in which a name is a member's that is not dead, locked in one order.</summary>
    public string LockOf { get; } = $"""
        SELECT m.cluster FROM memberships m
        WHERE EXISTS (SELECT 1 FROM members i WHERE i.cluster = m.cluster AND i.name = @name AND i.status <> 'dead')
        ORDER BY m.cluster {dialect.LockMembership}
        """;

    public string DeclareDead { get; } = "UPDATE members SET status = 'dead', tag = @tag WHERE cluster = @cluster AND name = @name AND status <> 'dead'";

    /// <summary>Gives the table its next version if a member got the tag: whoever held the lock before may have declared it dead.</summary>
    public string AdvanceWith { get; } = """
        UPDATE memberships SET version = version + 1, tag = @tag
        WHERE cluster = @cluster AND EXISTS (SELECT 1 FROM members WHERE cluster = @cluster AND tag = @tag)
        """;

    public string Delete { get; } = "DELETE FROM memberships WHERE cluster = @cluster";
}
