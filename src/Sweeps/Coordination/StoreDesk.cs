using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Sweeps.Coordination;

/// <summary>The desk that is the store: the coordinator decides within the transaction that takes attempts' ends.</summary>
/// <param name="store">The store.</param>
/// <param name="coordinators">The sweeps' coordinators.</param>
public sealed class StoreDesk(ISweepStore store, SweepCoordinators coordinators) : ISweepDesk
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AttemptDirective>> ReportAsync(IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken) =>
        store.ReportAsync(reports, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<AttemptAnswer> CompleteAsync(IReadOnlyList<AttemptEnd> ends, ClaimRequest? next, CancellationToken cancellationToken)
    {
        var (_, accepted, leases) = await store.CompleteAndClaimAsync(ends, next, coordinators.Advance, cancellationToken).ConfigureAwait(false);
        return new AttemptAnswer(accepted, leases);
    }

    /// <inheritdoc/>
    public async ValueTask AdvanceAsync(string sweep, CancellationToken cancellationToken) =>
        await store.AdvanceAsync(sweep, coordinators.Advance, cancellationToken).ConfigureAwait(false);
}
