namespace DropoutSweep.Sweeps.Stores;

/// <summary>
/// Where sweeps live: one database that any number of silos share. This is the contract that every store keeps and
/// that the store tests follow line by line.
/// <list type="bullet">
/// <item>Every call is one transaction: it happens wholly or not at all, and once it has returned it survives the
/// process's end.</item>
/// <item>What nobody would make again survives a power cut, too: sweeps, verbs, ended trials with their results and models.
/// A claim survives whatever the silos that share the store can survive, so that no attempt's number is given out again
/// while somebody holds it. Renewals, reports and checkpoints may be lost with a power cut, the newest first.</item>
/// <item>Calls may come from many threads and many processes at once.</item>
/// <item>Whatever an attempt writes carries its number. A write of an attempt that is no longer its trial's current one,
/// or whose trial no longer runs, is refused: it changes nothing and says so; that is no error.</item>
/// <item>Whether a lease has run out is decided by one clock: the database server's where there is one, otherwise that
/// of the machine.</item>
/// <item>A store that cannot be reached for the moment is tried again, with growing pauses, until it answers or the
/// call is cancelled or the store's patience is over; then <see cref="StoreException"/>.</item>
/// </list>
/// </summary>
public interface ISweepStore : ISweepLedger, ITrialLeases, IAttemptJournal, IResultArchive, ISiloRegistry, IMembershipLedger, IKeyRing, IStoreUpkeep, IAsyncDisposable
{
    /// <summary>What and where it is.</summary>
    StoreDescription Description { get; }

    /// <summary>For how long it has answered none of its callers, who try again; null while it answers. Answers at once.</summary>
    TimeSpan? AwayFor { get; }

    /// <summary>Opens the store: makes what is missing, migrates what is older, once, under a lock.</summary>
    /// <exception cref="StoreException">It cannot be opened, or was written by a newer version of the program.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Ends attempts of one sweep as <see cref="IAttemptJournal.CompleteAsync"/> does, all in one transaction, and may in the
    /// same one hand their slot trials to go on with: those that <see cref="ITrialLeases.ClaimAsync"/> would hand out just
    /// then, of the same sweep, as many as <see cref="ClaimRequest.Ahead"/> says, but few when few are left, so that
    /// other slots find some, and one at most of a sweep that limits how many it runs, or fails trials at their first crash.
    /// What comes back without any says nothing; the slot then asks as any other. A store that cannot do it at once leaves it at that, which is what this does.
    /// </summary>
    /// <param name="ends">What the attempts came to; at least one, no trial twice.</param>
    /// <param name="next">The claim, for the one slot; null for none.</param>
    /// <param name="decide">The coordinator; called once, with the sweep as it stands after all results.</param>
    /// <param name="cancellationToken">Ends the call, as there.</param>
    async ValueTask<AttemptSuccession> CompleteAndClaimAsync(
        IReadOnlyList<AttemptEnd> ends, ClaimRequest? next, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken)
    {
        SweepRecord? last = null;
        var accepted = new bool[ends.Count];
        for (var i = 0; i < ends.Count; i++)
        {
            var sweep = await CompleteAsync(ends[i], decide, cancellationToken).ConfigureAwait(false);
            accepted[i] = sweep is not null;
            last = sweep ?? last;
        }

        return new AttemptSuccession(last, accepted, []);
    }

    /// <summary>
    /// Waits until something in the store may have changed since <paramref name="seen"/>. May return too early, never too
    /// late by more than 250 ms. Each who waits keeps a number of his own: none takes another's news.
    /// </summary>
    /// <param name="seen">What his last wait returned; 0 for nothing seen yet, which returns at once.</param>
    /// <param name="timeout">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The number of this instance's newest change, greater than 0; <paramref name="seen"/> itself when the time is up.
    /// Read the store after the wait: what was changed before it is seen, what changes after it has a greater number.
    /// </returns>
    ValueTask<long> WaitForChangeAsync(long seen, TimeSpan timeout, CancellationToken cancellationToken);
}
