using DropoutSweep.Storage.Relational;

namespace DropoutSweep.Storage.Postgres;

/// <summary>The SQL texts that only PostgreSQL understands.</summary>
internal static class PostgresSql
{
    /// <summary>The schema that the tables are in, and the channel that changes are told on.</summary>
    public const string Schema = "dropoutsweep";

    public const string Listen = "LISTEN dropoutsweep";

    /// <summary>Whether the server works.</summary>
    public const string Ask = "SELECT 1";

    public const string Notify = "NOTIFY dropoutsweep";

    public const string Begin = "BEGIN";

    public const string Commit = "COMMIT";

    public const string Rollback = "ROLLBACK";

    /// <summary>The commit of this transaction does not wait for the disk; the next one that does takes it along.</summary>
    public const string CommitLater = "SET LOCAL synchronous_commit TO OFF";

    /// <summary>A transaction of its own that changes nothing, and whose commit waits for the disk: for all that was committed before, too.</summary>
    public const string Flush = "SELECT pg_logical_emit_message(true, 'dropoutsweep', '')";

    /// <summary>Keeps migrations apart; the number is arbitrary.</summary>
    public const string LockSchema = "SELECT pg_advisory_xact_lock(4919131752989213764)";

    public const string FindVersionTable = "SELECT to_regclass('dropoutsweep.schema_version') IS NOT NULL";

    public const string CreateSchema = "CREATE SCHEMA IF NOT EXISTS dropoutsweep; CREATE TABLE dropoutsweep.schema_version (version integer NOT NULL); INSERT INTO dropoutsweep.schema_version VALUES (0)";

    public const string ReadVersion = "SELECT version FROM dropoutsweep.schema_version";

    public const string WriteVersion = "UPDATE dropoutsweep.schema_version SET version = @version";

    public const string Vacuum = "VACUUM checkpoints, models, events, epochs, results, attempts, trials, sweeps";

    public static SqlDialect Dialect { get; } = new()
    {
        Now = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
        LockSweep = "FOR NO KEY UPDATE OF s",
        LockTrial = "FOR NO KEY UPDATE OF t",
        LockMembership = "FOR NO KEY UPDATE OF m",
        Strings = static parameter => $"SELECT json_array_elements_text({parameter}::json)",

        // One look by primary key for each: left to choose, the server reads all of a sweep whose size it does not know yet.
        TrialsByNumber = """
            json_array_elements_text(@numbers::json) AS wanted (number) CROSS JOIN LATERAL
            (SELECT * FROM trials WHERE sweep = @sweep AND number = wanted.number::integer FOR NO KEY UPDATE) AS t
            """,

        RenewedTrials = """
            ctid = ANY (ARRAY(SELECT ctid FROM trials WHERE silo = @silo AND state = 'running' FOR NO KEY UPDATE SKIP LOCKED))
            """,

        // Of a sweep that is younger than its statistics the server expects one row, and would read all for each.
        OfTrial = static (table, alias) =>
            $"LEFT JOIN LATERAL (SELECT * FROM {table} WHERE sweep = @sweep AND trial = t.number OFFSET 0) AS {alias} ON true",
        By = static _ => string.Empty,
        SkipsRowsUnread = false,
        TrialRows = """
            SELECT @sweep, (value ->> 0)::integer, (value ->> 1)::integer, (value ->> 2)::integer, (value ->> 3)::bigint, 'pending'
            FROM json_array_elements(@trials::json) AS t (value)
            """,
        LockSilo = "SELECT pg_advisory_xact_lock(hashtextextended(@silo, 4919))",
        LockEngine = "SELECT pg_advisory_xact_lock(4919131752989213765)",
        ShareEngine = "SELECT pg_advisory_xact_lock_shared(4919131752989213765)",
    };
}
