using DropoutSweep.Storage.Tests.Postgres;
using DropoutSweep.Tests.Support;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace DropoutSweep.Storage.Tests.Postgres;

/// <summary>One PostgreSQL server for the run.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;

    /// <summary>The server; without one the test is skipped, and fails where nothing may be missing.</summary>
    public PostgresServer Server
    {
        get
        {
            RealThing.Require(PostgresServer.Missing);
            return _server!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.Missing is null)
        {
            _server = await PostgresServer.StartNewAsync(TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
