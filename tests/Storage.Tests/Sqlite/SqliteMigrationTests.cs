using DropoutSweep.Storage.Relational;
using DropoutSweep.Storage.Sqlite;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Data.Sqlite;

namespace DropoutSweep.Storage.Tests.Sqlite;

/// <summary>Files that earlier versions wrote.</summary>
public sealed class SqliteMigrationTests : IAsyncLifetime
{
    private readonly SqliteSource _source = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    [Fact]
    public async Task Open_FileOfVersion1_KeepsItsSweepsAndGetsKeys()
    {
        var token = TestContext.Current.CancellationToken;
        Assert.NotEmpty(SqliteLibrary.Description);
        await using (var old = new SqliteConnection($"Data Source={_source.Path};Pooling=False"))
        {
            await old.OpenAsync(token);
            await using var command = old.CreateCommand();
            command.CommandText = new StoreSchema("Sqlite").MigrationsFrom(0, "x").First() + SqliteSql.SetSchemaVersion(1) + """
                INSERT INTO sweeps (id, name, specification_hash, state, priority, keep_models, max_crashes, planned, submitted_at)
                VALUES ('old', 'old', 'hash', 'paused', 0, 3, 3, 1, 0);
                INSERT INTO specifications (sweep, text) VALUES ('old', 'name: old');
                """;
            await command.ExecuteNonQueryAsync(token);
        }

        await using var store = await _source.OpenAsync();
        await store.AddKeyAsync("a", "key", token);

        Assert.Equal(["key"], await store.ReadKeysAsync(token));
        Assert.Equal(SweepState.Paused, (await store.FindSweepAsync("old", token))?.State);
    }
}
