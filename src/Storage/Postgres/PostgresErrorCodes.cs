namespace DropoutSweep.Storage.Postgres;

/// <summary>The SQLSTATEs that the store knows by name (PostgreSQL's manual, appendix A).</summary>
internal static class PostgresErrorCodes
{
    public const string ConnectionException = "08";
    public const string SerializationFailure = "40001";
    public const string DeadlockDetected = "40P01";
    public const string LockNotAvailable = "55P03";
    public const string TooManyConnections = "53300";
    public const string DiskFull = "53100";
    public const string AdminShutdown = "57P01";
    public const string CrashShutdown = "57P02";
    public const string CannotConnectNow = "57P03";
    public const string ReadOnlyTransaction = "25006";
    public const string IdleInTransactionTimeout = "25P03";
    public const string InvalidAuthorization = "28000";
    public const string InvalidPassword = "28P01";
    public const string UnknownDatabase = "3D000";
    public const string InsufficientPrivilege = "42501";
}
