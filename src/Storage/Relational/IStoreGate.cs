using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Relational;

/// <summary>The way into a database: runs bodies of transactions and repeats them when that helps.</summary>
internal interface IStoreGate : IAsyncDisposable
{
    /// <summary>What and where the database is.</summary>
    StoreDescription Description { get; }

    /// <summary>For how long the database has answered nobody; null while it does, or where that cannot be.</summary>
    TimeSpan? AwayFor { get; }

    /// <summary>Connects, and brings the schema up to date under a lock.</summary>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>Runs a body as one transaction that writes. The body may run several times; only its last run counts.</summary>
    /// <param name="name">What it does, for messages.</param>
    /// <param name="durability">What it survives once this has returned.</param>
    /// <param name="body">The transaction.</param>
    /// <param name="cancellationToken">Ends the wait for its beginning.</param>
    ValueTask<T> WriteAsync<T>(string name, Durability durability, Func<StoreTransaction, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken);

    /// <summary>Runs a body that only reads.</summary>
    ValueTask<T> ReadAsync<T>(string name, Func<StoreTransaction, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken);

    /// <summary>Gives freed space back to where it came from.</summary>
    ValueTask CompactAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="ISweepStore.WaitForChangeAsync"/>.</summary>
    ValueTask<long> WaitForChangeAsync(long seen, TimeSpan timeout, CancellationToken cancellationToken);
}
