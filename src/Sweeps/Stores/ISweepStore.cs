namespace DropoutSweep.Sweeps.Stores;

/// <summary>
/// Where sweeps live: one database that any number of silos share. This is the contract that every store keeps and
/// that the store tests follow line by line.
/// <list type="bullet">
/// <item>Every call is one transaction: it happens wholly or not at all, and once it has returned it survives the
/// process's end.</item>
/// <item>Calls may come from many threads and many processes at once.</item>
/// <item>Whatever an attempt writes carries its number. A write of an attempt that is no longer its trial's current one,
/// or whose trial no longer runs, is refused: it changes nothing and says so; that is no error.</item>
/// <item>Whether a lease has run out is decided by one clock: the database server's where there is one, otherwise that
/// of the machine.</item>
/// <item>A store that cannot be reached for the moment is tried again, with growing pauses, until it answers or the
/// call is cancelled or the store's patience is over; then <see cref="StoreException"/>.</item>
/// </list>
/// </summary>
public interface ISweepStore : ISweepLedger, ITrialLeases, IAttemptJournal, IResultArchive, ISiloRegistry, IKeyRing, IStoreUpkeep, IAsyncDisposable
{
    /// <summary>What and where it is.</summary>
    StoreDescription Description { get; }

    /// <summary>Opens the store: makes what is missing, migrates what is older, once, under a lock.</summary>
    /// <exception cref="StoreException">It cannot be opened, or was written by a newer version of the program.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Waits until something in the store may have changed since the last wait began, or until the timeout.
    /// May return too early, never too late by more than 250 ms.
    /// </summary>
    ValueTask WaitForChangeAsync(TimeSpan timeout, CancellationToken cancellationToken);
}
