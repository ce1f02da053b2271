using DropoutSweep.Storage.Relational;

namespace DropoutSweep.Storage.Sqlite;

/// <summary>The SQL texts that only SQLite understands.</summary>
internal static class SqliteSql
{
    /// <summary>The parameter that stands for the store's clock; every text that names it is given the time.</summary>
    public const string NowParameter = "@now_";

    public const string Begin = "BEGIN";

    public const string BeginWrite = "BEGIN IMMEDIATE";

    public const string Commit = "COMMIT";

    public const string Rollback = "ROLLBACK";

    public const string SetUpFile = "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;";

    public const string SetUpConnection = """
        PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 2000; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
        PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;
        """;

    public const string SynchronizeFully = "PRAGMA synchronous = FULL";

    public const string SynchronizeNormally = "PRAGMA synchronous = NORMAL";

    public const string SchemaVersion = "PRAGMA user_version";

    public const string ApplicationId = "PRAGMA application_id";

    public const string CountTables = "SELECT COUNT(*) FROM sqlite_master";

    /// <summary>Says that a file is a store of this program: "DSWP".</summary>
    public const int Application = 0x44535750;

    public const string DataVersion = "PRAGMA data_version";

    public const string GiveBackPages = "PRAGMA incremental_vacuum";

    /// <summary>A copy of the whole database as it is at one moment, into a new file; others read and write meanwhile.</summary>
    public const string CopyInto = "VACUUM INTO @file";

    public const string CountFaults = "SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'";

    public const string ShortenLog = "PRAGMA wal_checkpoint(TRUNCATE)";

    public static SqlDialect Dialect { get; } = new()
    {
        Now = NowParameter,
        LockSweep = string.Empty,
        LockTrial = string.Empty,
        LockMembership = string.Empty,
        Strings = static parameter => $"SELECT value FROM json_each({parameter})",
        TrialsByNumber = "trials t WHERE t.sweep = @sweep AND t.number IN (SELECT value FROM json_each(@numbers))",
        RenewedTrials = "silo = @silo AND state = 'running'",
        OfTrial = static (table, alias) => $"LEFT JOIN {table} {alias} ON {alias}.sweep = @sweep AND {alias}.trial = t.number",
        By = static index => $"INDEXED BY {index}",
        SkipsRowsUnread = true,
        TrialRows = """
            SELECT @sweep, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
            json_extract(value, '$[3]'), 'pending' FROM json_each(@trials)
            """,
    };

    public static string SetSchemaVersion(int version) => $"PRAGMA user_version = {version}; PRAGMA application_id = {Application};";

    public static string SetMaxPages(int pages) => $"PRAGMA max_page_count = {pages}";
}
