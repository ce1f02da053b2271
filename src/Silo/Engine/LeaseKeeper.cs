using DropoutSweep.Silo.Logging;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Engine;

/// <summary>
/// Renews a silo's leases and takes back those of silos that died. After a time in which the store did not answer, or
/// in which this process stood still, it first gives the others the time of a lease to renew theirs.
/// </summary>
internal sealed class LeaseKeeper(AttemptServices services, string silo, Func<IEnumerable<ActiveAttempt>> active, EngineOptions options, TimeProvider time, ILogger logger)
{
    private long _quietUntil;
    private long _renewed;

    /// <summary>Renews until cancelled.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        _renewed = time.GetTimestamp();
        var unknown = new HashSet<AttemptId>();
        while (true)
        {
            await Task.Delay(options.RenewEvery, time, cancellationToken).ConfigureAwait(false);
            var before = active().ToList();
            var held = await services.CallAsync(store => store.RenewAsync(silo, options.Lease, cancellationToken)).ConfigureAwait(false);
            Note(time.GetTimestamp());
            var directives = held.ToDictionary(status => status.Attempt, status => status.Directive);

            // Only attempts from before the call: one that was claimed during it is missing rightly.
            foreach (var attempt in before)
            {
                attempt.Tell(directives.TryGetValue(attempt.Id, out var directive) ? directive : AttemptDirective.Abandon);
            }

            // What this silo holds by the store alone, twice in a row: the answer to a claim was lost. Nobody trains it.
            var mine = before.Concat(active()).Select(attempt => attempt.Id).ToHashSet();
            var strangers = directives.Keys.Where(attempt => !mine.Contains(attempt)).ToHashSet();
            AttemptId[] forgotten = [.. strangers.Where(unknown.Contains)];
            unknown = strangers;
            if (forgotten.Length > 0)
            {
                await services.CallAsync(async store =>
                {
                    await store.ReturnAsync(forgotten, cancellationToken).ConfigureAwait(false);
                    return true;
                }).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Rescues until cancelled.</summary>
    public async Task RescueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(options.RescueEvery, time, cancellationToken).ConfigureAwait(false);
            var left = options.Lease - options.RenewEvery - time.GetElapsedTime(Interlocked.Read(ref _renewed));
            if (time.GetTimestamp() < Interlocked.Read(ref _quietUntil) || left <= TimeSpan.Zero)
            {
                continue;
            }

            var lost = await RescueAsync(left, cancellationToken).ConfigureAwait(false);
            foreach (var attempt in lost)
            {
                logger.Rescued(attempt.Sweep, attempt.Trial, attempt.Attempt);
            }

            foreach (var sweep in lost.Select(attempt => attempt.Sweep).Distinct(StringComparer.Ordinal))
            {
                await services.CallAsync(store => store.AdvanceAsync(sweep, services.Coordinators.Advance, cancellationToken)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Takes back what has run out, but only while every silo's leases last that renews them as this one does, the last time a little
    /// before: a call that waited for a store that was away would find those of living silos run out, too.
    /// </summary>
    private async Task<IReadOnlyList<AttemptId>> RescueAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(within, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await services.CallAsync(store => store.RescueAsync(linked.Token), linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    private void Note(long now)
    {
        if (time.GetElapsedTime(Interlocked.Read(ref _renewed), now) > options.Lease)
        {
            // First: who sees that leases were renewed just now has to see this, too.
            Interlocked.Exchange(ref _quietUntil, now + (long)(options.Lease.TotalSeconds * time.TimestampFrequency));
        }

        Interlocked.Exchange(ref _renewed, now);
    }
}
