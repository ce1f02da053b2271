using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Sweeps.Coordination;

/// <summary>The desk that is the store: the coordinator decides within the transaction that takes an attempt's end.</summary>
/// <param name="store">The store.</param>
/// <param name="coordinators">The sweeps' coordinators.</param>
public sealed class StoreDesk(ISweepStore store, SweepCoordinators coordinators) : ISweepDesk
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AttemptDirective>> ReportAsync(IReadOnlyList<AttemptReport> reports, CancellationToken cancellationToken) =>
        store.ReportAsync(reports, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<AttemptAnswer> CompleteAsync(AttemptEnd end, ClaimRequest? next, CancellationToken cancellationToken)
    {
        if (next is null)
        {
            return new AttemptAnswer(await store.CompleteAsync(end, coordinators.Advance, cancellationToken).ConfigureAwait(false) is not null, Next: null);
        }

        var (sweep, lease) = await store.CompleteAndClaimAsync(end, next, coordinators.Advance, cancellationToken).ConfigureAwait(false);
        return new AttemptAnswer(sweep is not null, lease);
    }

    /// <inheritdoc/>
    public async ValueTask AdvanceAsync(string sweep, CancellationToken cancellationToken) =>
        await store.AdvanceAsync(sweep, coordinators.Advance, cancellationToken).ConfigureAwait(false);
}
