using DropoutSweep.Storage.Relational;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Data.Sqlite;

namespace DropoutSweep.Storage.Sqlite;

/// <summary>Opens a file: makes it, or brings its schema up to date, while no other process writes.</summary>
internal sealed class SqliteOpening(SqlitePlace place, StoreSql sql, ChangeSignal changes)
{
    private readonly StoreSchema _schema = new("Sqlite");

    /// <summary>A connection to the file with its settings.</summary>
    public static SqliteLink Connect(SqlitePlace place)
    {
        var link = SqliteLink.Open(place.Path);
        try
        {
            link.RunScript(SqliteSql.SetUpConnection);
            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <summary>Whether opening has made the store.</summary>
    public bool IsNew { get; private set; }

    /// <exception cref="StoreException">The file cannot be opened, is not a store, or is newer than the program.</exception>
    public SqliteWriter Open()
    {
        try
        {
            CheckFile();
            if (Path.GetDirectoryName(place.Path) is { Length: > 0 } folder)
            {
                MakeFolder(folder);
            }

            var turnstile = Turnstile.TryOpen(place.Path, out var reason);
            if (turnstile is null)
            {
                StorageLog.NoTurnstile(place.Options.Logger, place.Path, reason);
            }

            try
            {
                return Open(turnstile);
            }
            catch
            {
                turnstile?.Dispose();
                throw;
            }
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Explain(place.Path, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The store '{place.Path}' cannot be opened: {Reason(error)}. Check that its folder exists and may be written.", error)
            {
                Passes = error is not (UnauthorizedAccessException or DirectoryNotFoundException),
            };
        }
    }

    /// <summary>What is no database is left as it was found: no folder is made for it, and no files beside it.</summary>
    private void CheckFile()
    {
        if (Path.EndsInDirectorySeparator(place.Path) || Directory.Exists(place.Path))
        {
            throw new StoreException($"The store '{place.Path}' is a folder, or named like one; a store is a file. Name one in it.") { Passes = false };
        }

        if (new FileInfo(place.Path) is not { Exists: true, Length: > 0 } || Turnstile.IsThere(place.Path))
        {
            // New, or one that has been opened as a store before: outside the turnstile it is let alone.
            return;
        }

        // By SQLite alone: whoever else opens and closes the file takes away the locks that this process has on it.
        using var link = SqliteLink.Open(place.Path);
        try
        {
            link.Number(SqliteSql.ApplicationId);
        }
        catch (SqliteException error) when (SqliteErrors.IsBusy(error))
        {
            // Somebody holds it, who has found it to be one.
        }
    }

    private static void MakeFolder(string folder)
    {
        if (File.Exists(folder))
        {
            throw new DirectoryNotFoundException(folder);
        }

        Directory.CreateDirectory(folder);
    }

    /// <summary>The reason, in words of the store and not of the files beside it.</summary>
    private static string Reason(Exception error) => error switch
    {
        UnauthorizedAccessException => "this user may not write there",
        DirectoryNotFoundException => "no file can be made there",
        _ => error.Message.TrimEnd('.'),
    };

    private SqliteWriter Open(Turnstile? turnstile)
    {
        SqliteLink link;
        turnstile?.Enter();
        try
        {
            link = Connect(place);
            try
            {
                Migrate(link);
            }
            catch
            {
                link.Dispose();
                throw;
            }
        }
        finally
        {
            turnstile?.Leave();
        }

        return new SqliteWriter(link, turnstile, sql, place, changes);
    }

    private void Migrate(SqliteLink link)
    {
        if (link.Number(SqliteSql.CountTables) > 0 && link.Number(SqliteSql.ApplicationId) != SqliteSql.Application)
        {
            throw new StoreException($"The file '{place.Path}' is a database of another program. Name another file.") { Passes = false };
        }

        // Outside a transaction, and before the first table is made.
        link.RunScript(SqliteSql.SetUpFile);
        if (place.Options.MaxPages is { } pages)
        {
            link.RunScript(SqliteSql.SetMaxPages(pages));
        }

        link.Run(SqliteSql.BeginWrite);
        try
        {
            var from = (int)link.Number(SqliteSql.SchemaVersion);
            IsNew = from == 0;
            foreach (var migration in _schema.MigrationsFrom(from, $"'{place.Path}'"))
            {
                link.RunScript(migration);
            }

            if (from < StoreSchema.Version)
            {
                link.RunScript(SqliteSql.SetSchemaVersion(StoreSchema.Version));
                StorageLog.Migrated(place.Options.Logger, place.Path, from, StoreSchema.Version);
            }

            link.Run(SqliteSql.Commit);
        }
        catch
        {
            if (link.InTransaction)
            {
                link.Run(SqliteSql.Rollback);
            }

            throw;
        }
    }
}
