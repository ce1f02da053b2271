using DropoutSweep.Grains;
using DropoutSweep.Silo.Logging;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Engine;

/// <summary>
/// Trials handed out by grains: the source of the engine <c>orleans</c>. Its slots take what there is as they become free;
/// what is new, and what has come back from a silo that died, the sweep's grain spreads over all silos, which every silo
/// reminds it of at its start, after changes and every few seconds.
/// </summary>
internal sealed class GrainHandOuts(IGrainCluster cluster, SiloParts parts, ILogger logger) : ITrialSource, IDisposable
{
    /// <summary>Sweeps reminded at most; the others come after them.</summary>
    private const int MostSweeps = 100;

    /// <summary>How often sweeps are reminded by a silo whose slots are all taken.</summary>
    private static readonly TimeSpan Revive = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(1.5);

    private readonly Signal _freed = new();
    private readonly Signal _changed = new();
    private SiloWork? _work;

    public ISweepDesk Desk => cluster.Desk;

    /// <summary>Where trials are quick, handing them out one by one takes longer than they do.</summary>
    public bool ClaimsWithEnd(bool quick) => quick;

    public void SlotFreed() => _freed.Set();

    public void StoreChanged() => _changed.Set();

    public Task StartAsync(SiloWork work, CancellationToken cancellationToken)
    {
        _work = work;
        return cluster.StartAsync(new SiloSlots(parts.Silo.Id, work), cancellationToken);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var work = _work ?? throw new InvalidOperationException("It has not been started.");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var answer = new CancellationTokenSource(Timeout.InfiniteTimeSpan, parts.Time);
        using var stop = cancellationToken.UnsafeRegister(_ => answer.CancelAfter(parts.Options.AnswerWithin), state: null);
        Task[] tasks = [TakeAsync(work, answer.Token, end.Token), ReviveAsync(work, answer.Token, end.Token), cluster.Excluded.WaitAsync(end.Token)];
        try
        {
            await (await Task.WhenAny(tasks).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(tasks).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    public async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(LeaveWithin, parts.Time);
        try
        {
            await cluster.StopAsync(limit.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever keeps it from leaving in order: the others notice that it has gone.
        catch (Exception error)
#pragma warning restore CA1031
        {
            logger.NotLeft(parts.Silo.Id, error is OperationCanceledException ? "the other silos have not answered in time" : error.Message);
        }
    }

    public void Dispose()
    {
        _freed.Dispose();
        _changed.Dispose();
    }

    private async Task TakeAsync(SiloWork work, CancellationToken answer, CancellationToken cancellationToken)
    {
        while (true)
        {
            await _freed.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (work.Executor.FreeSlots.Count > 0)
            {
                await CallAsync(cluster.TakeAsync().WaitAsync(answer)).ConfigureAwait(false);
            }
        }
    }

    private async Task ReviveAsync(SiloWork work, CancellationToken answer, CancellationToken cancellationToken)
    {
        var query = new SweepQuery { States = [SweepState.Queued, SweepState.Running], Limit = MostSweeps };
        var revived = parts.Time.GetTimestamp() - (long)(Revive.TotalSeconds * parts.Time.TimestampFrequency);
        while (true)
        {
            if (work.Executor.FreeSlots.Count > 0 || parts.Time.GetElapsedTime(revived) >= Revive)
            {
                revived = parts.Time.GetTimestamp();
                var sweeps = await work.Services.CallAsync(store => store.ListSweepsAsync(query, cancellationToken)).ConfigureAwait(false);
                await Task.WhenAll(sweeps.Where(sweep => sweep.Trials.Pending > 0).Select(sweep => CallAsync(cluster.WakeAsync(sweep.Id).WaitAsync(answer)))).ConfigureAwait(false);
            }

            await _changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CallAsync(Task call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (GrainClusterException error)
        {
            logger.NotReached(error.Message);
        }
    }
}
