using DropoutSweep.Sweeps.Stores;
using Npgsql;

namespace DropoutSweep.Storage.Postgres;

/// <summary>What PostgreSQL's errors mean for people, and for trying again.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether trying again can help: the server is away for the moment, or two transactions met.</summary>
    public static bool IsTransient(Exception error) => error switch
    {
        PostgresException { SqlState: var state } => state is PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.ReadOnlyTransaction
            or PostgresErrorCodes.IdleInTransactionTimeout
            || state.StartsWith(PostgresErrorCodes.ConnectionException, StringComparison.Ordinal),
        NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException => true,
        _ => false,
    };

    /// <summary>Whether an error that passes is the server's, which is away, and not that two transactions met.</summary>
    public static bool IsAway(Exception error) => error is not PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.IdleInTransactionTimeout,
    };

    /// <summary>Whether an error comes from the database at all.</summary>
    public static bool IsDatabase(Exception error) => error is NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException;

    /// <summary>What the server or the driver says, without the number of the error.</summary>
    public static string Text(Exception error) => error is PostgresException server ? server.MessageText : error.Message;

    /// <summary>An error that names the database and says what to do.</summary>
    public static StoreException Explain(string address, Exception error)
    {
        var what = (error as PostgresException)?.SqlState switch
        {
            PostgresErrorCodes.DiskFull => "cannot grow: the server's disk is full. Free space there",
            PostgresErrorCodes.InvalidAuthorization or PostgresErrorCodes.InvalidPassword => "refuses the user or the password. Check the address",
            PostgresErrorCodes.UnknownDatabase => "is not there. Create it: createdb NAME",
            PostgresErrorCodes.InsufficientPrivilege => "refuses what the store needs. Grant the user CREATE on the database",
            PostgresErrorCodes.TooManyConnections => "has no connection left. Raise max_connections, or start fewer silos",
            PostgresErrorCodes.ReadOnlyTransaction => "only reads. Name the primary server",
            null => "cannot be reached. Check that the server runs and that the address is right",
            _ => "has failed",
        };
        return new StoreException($"The store '{address}' {what} (PostgreSQL: {Text(error)}).", error)
        {
            Passes = (error as PostgresException)?.SqlState is not (PostgresErrorCodes.InvalidAuthorization or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.UnknownDatabase or PostgresErrorCodes.InsufficientPrivilege),
        };
    }
}
