using DropoutSweep.Storage.Relational;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Data.Sqlite;

namespace DropoutSweep.Storage.Sqlite;

/// <summary>Copies a store's file while others use it: the copy is the store at one moment, and was checked.</summary>
internal static class SqliteBackup
{
    private const string PartSuffix = ".part";

    /// <summary>Writes the copy; the file is whole, and on the disk, from the moment that it has its name.</summary>
    /// <exception cref="StoreException">There is no store, or it cannot be read, or the copy cannot be written or is not whole.</exception>
    public static void Write(SqlitePlace place, string file)
    {
        if (!File.Exists(place.Path))
        {
            throw new StoreException($"There is no store '{place.Path}'.") { Passes = false };
        }

        if (File.Exists(file))
        {
            throw new StoreException($"The file '{file}' is there already; a backup overwrites nothing.") { Passes = false };
        }

        var part = file + PartSuffix;
        try
        {
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            File.Delete(part);
            using (var link = SqliteOpening.Connect(place))
            {
                if (link.Number(SqliteSql.ApplicationId) != SqliteSql.Application)
                {
                    throw new StoreException($"The file '{place.Path}' is no store of sweeps.") { Passes = false };
                }

                link.Run(SqliteSql.CopyInto, now: 0, Arg.Text("@file", part));
            }

            Check(place with { Path = part });
            using (var copy = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
            {
                // VACUUM INTO leaves that to whoever wants it.
                copy.Flush(flushToDisk: true);
            }

            File.Move(part, file);
        }
        catch (SqliteException error)
        {
            throw place.Fail("backup", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The backup '{file}' cannot be written: {error.Message}", error);
        }
        finally
        {
            // Nothing to delete when it got its name.
            Discard(part);
        }
    }

    private static void Discard(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What was said before is why.
        }
    }

    private static void Check(SqlitePlace copy)
    {
        using var link = SqliteOpening.Connect(copy);
        if (link.Number(SqliteSql.CountFaults) > 0)
        {
            throw new StoreException($"The backup is damaged: the store, or the disk that '{copy.Path}' is on, is not sound.");
        }
    }
}
