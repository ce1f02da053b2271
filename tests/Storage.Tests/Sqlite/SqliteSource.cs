using DropoutSweep.Storage.Tests.Conformance;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Tests.Support;

namespace DropoutSweep.Storage.Tests.Sqlite;

/// <summary>Stores on one new SQLite file.</summary>
public sealed class SqliteSource : IStoreSource
{
    private readonly TemporaryFolder _folder = new();
    private readonly SettableTime _time = new();

    public string Path => _folder["sweeps.db"];

    public string Address => Path;

    public async ValueTask<ISweepStore> OpenAsync()
    {
        var store = SweepStores.Create(Path, _time);
        await store.OpenAsync(TestContext.Current.CancellationToken);
        return store;
    }

    public ValueTask PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
