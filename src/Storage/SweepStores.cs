using DropoutSweep.Storage.Postgres;
using DropoutSweep.Storage.Relational;
using DropoutSweep.Storage.Sqlite;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage;

/// <summary>Makes stores from their addresses.</summary>
public static class SweepStores
{
    private const string SqlitePrefix = "sqlite:";

    /// <summary>
    /// A store, not yet opened. <c>postgres://…</c>, <c>postgresql://…</c> and connection strings with <c>Host=…</c> are on
    /// PostgreSQL; anything else that is no URI is the path of an SQLite file, with or without <c>sqlite:</c> before it. A URI may name a file that
    /// holds the password, as secrets of containers are given: <c>postgres://user@host/database?password_file=/run/secrets/db</c>.
    /// It is read again for every connection, so that a password can be changed while silos run.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="time">The clock; on PostgreSQL only for pauses, as the server's clock decides there.</param>
    /// <param name="options">How it behaves; the defaults when null.</param>
    /// <exception cref="ArgumentException">The address is empty or malformed, or the password's file cannot be read.</exception>
    public static ISweepStore Create(string address, TimeProvider time, StoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        ArgumentNullException.ThrowIfNull(time);
        if (PostgresAddress.Matches(address))
        {
            return new RelationalStore(new PostgresGate(address, time, options ?? new StoreOptions()));
        }

        return new RelationalStore(new SqliteGate(PathOf(address), time, options ?? new StoreOptions()));
    }

    /// <summary>Copies an SQLite store into a new file while silos use it.</summary>
    /// <param name="address">The store's address.</param>
    /// <param name="file">The file to write; must not be there yet.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait; the copying then ends by itself.</param>
    /// <exception cref="ArgumentException">The address is empty, or is a database server, which has tools of its own.</exception>
    /// <exception cref="StoreException">The store cannot be read, or the file cannot be written.</exception>
    public static Task BackUpAsync(string address, string file, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        ArgumentNullException.ThrowIfNull(time);
        return PostgresAddress.Matches(address)
            ? throw new ArgumentException("PostgreSQL is backed up by its own pg_dump.", nameof(address))
            : Task.Run(() => SqliteBackup.Write(new SqlitePlace(PathOf(address), time, new StoreOptions()), Path.GetFullPath(file)), cancellationToken).WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Where sweeps are kept when nobody says otherwise: <c>dropoutsweep/sweeps.db</c> in the user's data folder, which is
    /// <c>$XDG_DATA_HOME</c>, or the system's (<c>~/.local/share</c>, <c>~/Library/Application Support</c>, <c>%LOCALAPPDATA%</c>).
    /// </summary>
    /// <param name="environment">A variable of the environment by its name; null when it is not set.</param>
    public static string DefaultAddress(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var folder = environment("XDG_DATA_HOME") is { Length: > 0 } data && Path.IsPathRooted(data)
            ? data
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(folder, "dropoutsweep", "sweeps.db");
    }

    private static string PathOf(string address)
    {
        if (address.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase))
        {
            return Path.GetFullPath(address[SqlitePrefix.Length..]);
        }

        // A server's mistyped address would be a file of this machine's own, and every machine would work for itself.
        var end = address.IndexOf("://", StringComparison.Ordinal);
        return end >= 0
            ? throw new ArgumentException($"No store's address begins with '{address[..end]}://'.", nameof(address))
            : Path.GetFullPath(address);
    }
}
