using DropoutSweep.Silo.Logging;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Engine;

/// <summary>
/// What every engine's silo does: it enters the store's list, trains what it is handed, renews its leases, takes back those
/// of silos that died, reports epochs, and at its end gives everything back and leaves.
/// </summary>
/// <param name="parts">What the silo works with.</param>
/// <param name="coordinators">The sweeps' coordinators.</param>
/// <param name="logger">The log.</param>
internal sealed class SiloCore(SiloParts parts, SweepCoordinators coordinators, ILogger logger)
{
    /// <summary>How long the silo waits for a change before it asks the store again anyway.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(2);

    /// <summary>The same where trials could not be given back in time, mostly for want of the store.</summary>
    private static readonly TimeSpan LeaveLateWithin = TimeSpan.FromSeconds(0.5);

    private ISweepStore Store => parts.Store;

    private EngineOptions Options => parts.Options;

    /// <summary>Works until asked to stop.</summary>
    /// <exception cref="StoreException">The store failed, and the options say not to wait for it.</exception>
    public async Task RunAsync(ITrialSource source, CancellationToken stop)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var end = new CancellationTokenSource();
        using var epochs = new Signal();
        Exception? failure = null;
        var entered = false;

        void Fail(Exception error)
        {
            Interlocked.CompareExchange(ref failure, error, null);
            try
            {
                work.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // From the thread of a slot that was not waited for any longer: the silo has ended.
            }
        }

        var services = new AttemptServices(Store, source.Desk, coordinators, Options, parts.Time, error => logger.StoreFailed(error.Message), epochs.Set, end.Token);
        var shelf = new SweepShelf(services, parts.Datasets, Options, parts.Time);
        var runner = new TrialRunner(parts.Trainer, parts.Time, parts.Execution);
        var active = new ActiveAttempts(services, source.SlotFreed);
        using var executor = new AttemptExecutor(
            parts.Silo.Slots, runner, shelf, active, parts.Observer, logger, first => new SlotTurn(first, active, services, AsksFor(first), Options.AheadWithin, parts.Time, logger, Fail), source.SlotFreed, Fail);
        var keeper = new LeaseKeeper(services, parts.Silo.Id, () => executor.Active, Options, parts.Time, logger);
        var reporter = new EpochReporter(services, () => executor.Active, sweep => HasHours(executor, sweep), epochs, Options.ReportEvery, parts.Time);

        Func<int, bool, ClaimRequest?> AsksFor(ActiveAttempt first) =>
            (ahead, quick) => source.ClaimsWithEnd(quick) ? Request([first.Lease.Slot], shelf) with { Ahead = ahead } : null;

        async Task WorkAsync(List<Task> background)
        {
            await source.StartAsync(new SiloWork(executor, services, slots => Request(slots, shelf)), work.Token).ConfigureAwait(false);
            await EnterAsync(services, work.Token).ConfigureAwait(false);
            entered = true;
            Task[] tasks = [keeper.RenewAsync(end.Token), keeper.RescueAsync(end.Token), reporter.RunAsync(end.Token), WatchAsync(services, executor, source, end.Token)];
            background.AddRange(tasks.Select(task => EndWithAsync(task, Fail)));
            await source.RunAsync(work.Token).ConfigureAwait(false);
        }

        var watched = new List<Task>();
        await EndWithAsync(WorkAsync(watched), Fail).ConfigureAwait(false);
        var stopped = await executor.StopAsync(Options.StopWithin, parts.Time).ConfigureAwait(false);
        await source.EndAsync().ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(watched).ConfigureAwait(false);
        if (entered)
        {
            await LeaveAsync(executor.HasThrown ? SiloEnd.Crashed : SiloEnd.Stopped, stopped ? LeaveWithin : LeaveLateWithin).ConfigureAwait(false);
        }

        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    private static bool HasHours(AttemptExecutor executor, string sweep) =>
        executor.Active.Any(attempt => string.Equals(attempt.Id.Sweep, sweep, StringComparison.Ordinal) && attempt.HasHours);

    private static async Task EndWithAsync(Task task, Action<Exception> fail)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The silo ends.
        }
#pragma warning disable CA1031 // Whatever ends a part of the silo ends the silo, which throws it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            fail(error);
        }
    }

    private async Task EnterAsync(AttemptServices services, CancellationToken cancellationToken)
    {
        await services.CallAsync(
            async open =>
            {
                await open.EnterSiloAsync(parts.Silo, Options.Lease, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        logger.Entered(parts.Silo.Id, parts.Silo.Slots, Store.Description.Address);
    }

    private async Task LeaveAsync(SiloEnd end, TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within, parts.Time);
        try
        {
            await Store.LeaveSiloAsync(parts.Silo.Id, end, coordinators.Advance, limit.Token).ConfigureAwait(false);
            logger.Left(parts.Silo.Id);
        }
        catch (Exception error) when (error is StoreException or OperationCanceledException)
        {
            logger.NotLeft(parts.Silo.Id, error is OperationCanceledException ? "the store has not answered in time" : error.Message);
        }
    }

    private ClaimRequest Request(IReadOnlyList<int> slots, SweepShelf shelf) =>
        new() { Silo = parts.Silo.Id, Slots = slots, Lease = Options.Lease, Except = shelf.Avoided };

    /// <summary>Tells the source when the store changes, and attempts when their sweep was paused or cancelled.</summary>
    private async Task WatchAsync(AttemptServices services, AttemptExecutor executor, ITrialSource source, CancellationToken cancellationToken)
    {
        var seen = 0L;
        var looked = parts.Time.GetTimestamp();
        while (true)
        {
            seen = await Store.WaitForChangeAsync(seen, Idle, cancellationToken).ConfigureAwait(false);
            source.StoreChanged();
            if (parts.Time.GetElapsedTime(looked) < Options.WatchEvery)
            {
                await Task.Delay(Options.WatchEvery - parts.Time.GetElapsedTime(looked), parts.Time, cancellationToken).ConfigureAwait(false);
                source.StoreChanged();
            }

            looked = parts.Time.GetTimestamp();
            foreach (var group in executor.Active.GroupBy(attempt => attempt.Id.Sweep, StringComparer.Ordinal))
            {
                var sweep = await services.CallAsync(open => open.FindSweepAsync(group.Key, cancellationToken)).ConfigureAwait(false);
                var directive = sweep?.State switch
                {
                    SweepState.Paused => AttemptDirective.Release,
                    SweepState.Queued or SweepState.Running or SweepState.Draining => AttemptDirective.Continue,
                    _ => AttemptDirective.Abandon,
                };
                foreach (var attempt in group)
                {
                    attempt.Tell(directive);
                }
            }
        }
    }
}
