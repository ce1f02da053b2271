using Npgsql;

namespace DropoutSweep.Storage.Postgres;

/// <summary>Reads the two ways to name a PostgreSQL database: a URI, and a connection string of keywords.</summary>
internal static class PostgresAddress
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    public static bool Matches(string address) =>
        IsUri(address) || (address.Contains("Host=", StringComparison.OrdinalIgnoreCase) && !address.StartsWith('/'));

    /// <exception cref="ArgumentException">The address is malformed.</exception>
    public static NpgsqlConnectionStringBuilder Read(string address)
    {
        var builder = IsUri(address) ? ReadUri(address) : new NpgsqlConnectionStringBuilder(address);
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
        return builder;
    }

    /// <summary>Server and database; never a password.</summary>
    public static string Describe(NpgsqlConnectionStringBuilder builder) =>
        $"{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";

    private static bool IsUri(string address) => Array.Exists(Schemes, scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    private static NpgsqlConnectionStringBuilder ReadUri(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw new ArgumentException("The address is no URI such as postgres://user:password@host:5432/database.", nameof(address));
        }

        var builder = new NpgsqlConnectionStringBuilder();
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
            builder[Keyword(name)] = Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : string.Empty);
        }

        return builder;
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
