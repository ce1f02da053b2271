using Npgsql;

namespace DropoutSweep.Storage.Postgres;

/// <summary>Reads the two ways to name a PostgreSQL database: a URI, and a connection string of keywords.</summary>
internal static class PostgresAddress
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    public static bool Matches(string address) =>
        IsUri(address) || (address.Contains("Host=", StringComparison.OrdinalIgnoreCase) && !address.StartsWith('/'));

    /// <summary>Reads an address.</summary>
    /// <param name="address">The address.</param>
    /// <returns>What Npgsql connects by, and the file that holds the password; null when the address names none.</returns>
    /// <exception cref="ArgumentException">The address is malformed.</exception>
    public static (NpgsqlConnectionStringBuilder Connection, PasswordFile? Password) Read(string address)
    {
        var (builder, file) = IsUri(address) ? ReadUri(address) : (new NpgsqlConnectionStringBuilder(address), null);
        if (file is not null && builder.Password is not null)
        {
            throw new ArgumentException($"The address holds a password and names a {PasswordFile.Parameter}; it is one or the other.", nameof(address));
        }

        if (string.IsNullOrEmpty(builder.Host))
        {
            builder.Host = "localhost";
        }

        builder.ApplicationName ??= "dropoutsweep";
        builder.SearchPath ??= PostgresSql.Schema;
        // A silo that freezes in the middle of a transaction would keep its locks for as long as it is frozen.
        builder.Options ??= "-c idle_in_transaction_session_timeout=5s";
        if (builder.MaxAutoPrepare == 0)
        {
            builder.MaxAutoPrepare = 100;
            builder.AutoPrepareMinUsages = 2;
        }

        // Nothing that a transaction sets outlives it, so that a connection needs no cleaning, which would cost a journey.
        builder.NoResetOnClose = true;
        return (builder, file is null ? null : new PasswordFile(file));
    }

    /// <summary>Server and database; never a password.</summary>
    public static string Describe(NpgsqlConnectionStringBuilder builder) =>
        $"{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";

    private static bool IsUri(string address) => Array.Exists(Schemes, scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    private static (NpgsqlConnectionStringBuilder Connection, string? PasswordFile) ReadUri(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw new ArgumentException("The address is no URI such as postgres://user:password@host:5432/database.", nameof(address));
        }

        var builder = new NpgsqlConnectionStringBuilder();
        string? file = null;
        if (uri.Host.Length > 0)
        {
            builder.Host = uri.Host;
        }

        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            builder.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        if (uri.AbsolutePath.Trim('/') is { Length: > 0 } database)
        {
            builder.Database = Uri.UnescapeDataString(database);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = Uri.UnescapeDataString(parts[0]);
            var value = Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : string.Empty);
            if (string.Equals(name, PasswordFile.Parameter, StringComparison.Ordinal))
            {
                file = value;
            }
            else
            {
                builder[Keyword(name)] = value;
            }
        }

        return (builder, file);
    }

    /// <summary>libpq's names for what Npgsql calls otherwise.</summary>
    private static string Keyword(string name) => name switch
    {
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "sslcert" => "SSL Certificate",
        "sslkey" => "SSL Key",
        "connect_timeout" => "Timeout",
        "application_name" => "Application Name",
        _ => name,
    };
}
