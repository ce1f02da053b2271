using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Sweeps.Coordination;

/// <summary>
/// Where what attempts bring is taken in and decided about: the store itself (<see cref="StoreDesk"/>), or whoever an engine
/// puts before it. Whoever it is, the store's fences hold.
/// </summary>
public interface ISweepDesk
{
    /// <summary>Takes the epochs of attempts, as <see cref="IAttemptJournal.ReportAsync"/> does.</summary>
    /// <returns>For each report, in order, what the attempt shall do.</returns>
    /// <exception cref="StoreException">They may not have been taken; likewise below.</exception>
    ValueTask<IReadOnlyList<AttemptDirective>> ReportAsync(IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken);

    /// <summary>Takes the ends of attempts of one sweep, as <see cref="ISweepStore.CompleteAndClaimAsync"/> does.</summary>
    /// <param name="ends">What the attempts came to; at least one.</param>
    /// <param name="next">What their slot asks for; null for nothing.</param>
    /// <param name="cancellationToken">Ends the call; whether the ends were taken is then unknown.</param>
    ValueTask<AttemptAnswer> CompleteAsync(IReadOnlyList<AttemptEnd> ends, ClaimRequest? next, CancellationToken cancellationToken);

    /// <summary>Lets the sweep's coordinator decide what comes next, such as whether its budget of hours is used up.</summary>
    ValueTask AdvanceAsync(string sweep, CancellationToken cancellationToken);
}
