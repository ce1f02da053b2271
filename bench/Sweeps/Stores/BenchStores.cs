using DropoutSweep.Tests.Support;

namespace DropoutSweep.Bench.Sweeps.Stores;

/// <summary>Where sweeps are measured: a folder for SQLite files, and a PostgreSQL database.</summary>
internal sealed class BenchStores : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PostgresServer? _server;
    private int _files;

    private BenchStores(PostgresServer? server, BenchStore? postgres) => (_server, Postgres) = (server, postgres);

    /// <summary>The folder, which is removed at the end.</summary>
    public TemporaryFolder Folder => _folder;

    /// <summary>The database; null where there is none.</summary>
    public BenchStore? Postgres { get; }

    /// <summary>Makes them; a server of their own, on loopback and with durable commits, unless a database is named.</summary>
    /// <param name="database">The address of a database; null for a server of their own.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<BenchStores> OpenAsync(string? database, CancellationToken cancellationToken)
    {
        if (database is not null)
        {
            return new BenchStores(server: null, new BenchStore("PostgreSQL", database));
        }

        if (PostgresServer.Missing is not null)
        {
            return new BenchStores(server: null, postgres: null);
        }

        var server = await PostgresServer.StartNewAsync(cancellationToken, durable: true);
        return new BenchStores(server, new BenchStore("PostgreSQL", server.Address("postgres")));
    }

    /// <summary>A new SQLite file.</summary>
    public BenchStore Sqlite() => new("SQLite", _folder[$"sweeps-{++_files}.db"]);

    /// <summary>All there are.</summary>
    public IEnumerable<BenchStore> All() => Postgres is { } postgres ? [Sqlite(), postgres] : [Sqlite()];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
