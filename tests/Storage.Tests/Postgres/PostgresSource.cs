using DropoutSweep.Storage.Tests.Conformance;
using DropoutSweep.Sweeps.Stores;
using Npgsql;

namespace DropoutSweep.Storage.Tests.Postgres;

/// <summary>Stores on one new database of the run's server.</summary>
public sealed class PostgresSource(PostgresFixture fixture) : IStoreSource
{
    private readonly string _database = $"t{Guid.NewGuid():N}";
    private bool _created;

    public string Address => fixture.Server.Address(_database) + ";Pooling=true;Maximum Pool Size=12";

    public async ValueTask<ISweepStore> OpenAsync()
    {
        await CreateAsync();
        var store = SweepStores.Create(Address, TimeProvider.System);
        await store.OpenAsync(TestContext.Current.CancellationToken);
        return store;
    }

    public async ValueTask CreateAsync()
    {
        if (!_created)
        {
            await RunAsync("postgres", $"CREATE DATABASE {_database}");
            _created = true;
        }
    }

    /// <summary>The server's clock cannot be moved; what it is compared with can.</summary>
    public ValueTask PassAsync(TimeSpan time)
    {
        var passed = (long)time.TotalMicroseconds;
        return RunAsync(
            _database,
            $"UPDATE dropoutsweep.trials SET lease_until = lease_until - {passed}; UPDATE dropoutsweep.silos SET lease_until = lease_until - {passed}; UPDATE dropoutsweep.sweeps SET ended_at = ended_at - {passed}");
    }

    public ValueTask RunAsync(string text) => RunAsync(_database, text);

    public async ValueTask DisposeAsync()
    {
        if (_created)
        {
            await RunAsync("postgres", $"DROP DATABASE {_database} WITH (FORCE)");
        }
    }

    private async ValueTask RunAsync(string database, string text)
    {
        await using var connection = new NpgsqlConnection(fixture.Server.Address(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
    }
}
