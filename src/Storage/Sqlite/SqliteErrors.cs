using DropoutSweep.Sweeps.Stores;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DropoutSweep.Storage.Sqlite;

/// <summary>What SQLite's errors mean for people.</summary>
internal static class SqliteErrors
{
    /// <summary>Whether trying again can help.</summary>
    public static bool IsBusy(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>An error that names the file and says what to do.</summary>
    public static StoreException Explain(string path, SqliteException error)
    {
        var what = error.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => "cannot grow: the disk is full. Free space there; what was committed is safe, and nothing was half written",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "is held by another program. Close what has it open",
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => "may not be written. Check the rights of the file and its folder",
            raw.SQLITE_CANTOPEN => "cannot be opened. Check that its folder exists and may be written",
            raw.SQLITE_NOTADB => "is no SQLite database. Name another one",
            raw.SQLITE_CORRUPT => "is damaged. Restore it from a backup, or save what can be read with 'sqlite3 FILE .recover'",
            raw.SQLITE_IOERR => "cannot be read or written: the disk reports an error",
            _ => "cannot be used",
        };
        return new StoreException($"The store '{path}' {what} (SQLite: {error.Message}).", error) { Passes = error.SqliteErrorCode is not (raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT or raw.SQLITE_CANTOPEN) };
    }
}
