using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Tests.Conformance;

/// <summary>Where a conformance suite gets its stores from: one empty database.</summary>
public interface IStoreSource : IAsyncDisposable
{
    /// <summary>The database's address, for other processes; once a store has been opened.</summary>
    string Address { get; }

    /// <summary>Another opened store on the same database.</summary>
    ValueTask<ISweepStore> OpenAsync();

    /// <summary>Lets the leases run out that were taken for so long.</summary>
    ValueTask PassAsync(TimeSpan time);
}
