namespace DropoutSweep.Sweeps.Stores;

/// <summary>Who may train which trial, and for how long.</summary>
public interface ITrialLeases
{
    /// <summary>
    /// Hands out pending trials, each with a new attempt number and a lease. Sweeps of higher priority first; among
    /// equals the one with the fewest running trials, then the older one; within a sweep the lowest trial number.
    /// Never more of a sweep at once than its <see cref="SweepRecord.MaxConcurrent"/>. A trial that has crashed a silo
    /// before is handed out only to a silo that runs nothing else, and alone
    /// (<see cref="TrialLease.Exclusive"/>); a silo that runs such a trial gets nothing beside it.
    /// </summary>
    ValueTask<IReadOnlyList<TrialLease>> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken);

    /// <summary>Renews the silo's own entry and the leases of all its trials, in one statement each.</summary>
    /// <returns>Its trials with what shall become of them; a trial that is missing here is no longer this silo's.</returns>
    /// <exception cref="EngineConflictException">Its lease had run out, and silos of another engine live by now: nothing is renewed.</exception>
    ValueTask<IReadOnlyList<LeaseStatus>> RenewAsync(string silo, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Gives trials back unfinished: they are pending again and keep their checkpoints. Counts neither as a loss nor
    /// as a crash. Those that are no longer the silo's are passed over.
    /// </summary>
    ValueTask ReleaseAsync(IReadOnlyList<AttemptId> attempts, CancellationToken cancellationToken);

    /// <summary>
    /// Gives trials back as <see cref="ReleaseAsync"/> does that were handed out ahead of their turn and never begun: their
    /// attempts begin when they end, and so have taken no time. A store may make no difference, which is what this does.
    /// </summary>
    ValueTask ReturnAsync(IReadOnlyList<AttemptId> attempts, CancellationToken cancellationToken) => ReleaseAsync(attempts, cancellationToken);

    /// <summary>
    /// Takes back the trials whose leases have run out: they are pending again, with one more loss, and keep their
    /// checkpoints. Any silo calls it, any number of times.
    /// </summary>
    /// <returns>The attempts that were lost.</returns>
    ValueTask<IReadOnlyList<AttemptId>> RescueAsync(CancellationToken cancellationToken);
}
