using DropoutSweep.Storage.Tests.Conformance;
using DropoutSweep.Storage.Tests.Sqlite;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Tests.Broken;

/// <summary>Stores without fences.</summary>
internal sealed class UnfencedSource : IStoreSource
{
    private readonly SqliteSource _source = new();

    public string Address => _source.Address;

    public async ValueTask<ISweepStore> OpenAsync() => UnfencedStore.Over(await _source.OpenAsync());

    public ValueTask PassAsync(TimeSpan time) => _source.PassAsync(time);

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
