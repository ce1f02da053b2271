namespace DropoutSweep.Sweeps.Stores;

/// <summary>The sweeps of a store.</summary>
public interface ISweepLedger
{
    /// <summary>
    /// Adds a sweep together with its first trials. A submission whose key is known already adds nothing and
    /// returns the sweep that has it.
    /// </summary>
    /// <exception cref="SubmissionConflictException">The key is known, but with another specification.</exception>
    ValueTask<SubmitOutcome> SubmitAsync(SweepSubmission submission, CancellationToken cancellationToken);

    /// <summary>A sweep by its id; null when there is none.</summary>
    ValueTask<SweepRecord?> FindSweepAsync(string sweep, CancellationToken cancellationToken);

    /// <summary>Sweeps, the youngest first.</summary>
    ValueTask<IReadOnlyList<SweepRecord>> ListSweepsAsync(SweepQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// The one way to decide about a sweep: loads it under its lock, calls <paramref name="decide"/>, and writes what
    /// it decided, together. The function is pure; it may be called again when a transaction must be repeated.
    /// </summary>
    /// <returns>The sweep as written; null when there is none.</returns>
    ValueTask<SweepRecord?> AdvanceAsync(string sweep, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken);

    /// <summary>Fixes the data that the sweep is trained on; the first call wins.</summary>
    /// <returns>What holds now; null when there is no such sweep.</returns>
    ValueTask<DatasetIdentity?> FixDatasetAsync(string sweep, DatasetIdentity dataset, CancellationToken cancellationToken);

    /// <summary>Events of a sweep in the order of their sequence numbers.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="after">Those with greater numbers; 0 for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<IReadOnlyList<SweepEvent>> ReadEventsAsync(string sweep, long after, int limit, CancellationToken cancellationToken);
}
