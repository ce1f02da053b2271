using DropoutSweep.Silo.Logging;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Engine;

/// <summary>
/// The engine that needs nothing but the store: silos claim trials under leases, and whichever commits a result
/// advances the sweep in the same transaction. There is no leader to lose.
/// </summary>
/// <param name="store">The store, opened.</param>
/// <param name="silo">This silo, as others shall see it.</param>
/// <param name="trainer">What trains a trial.</param>
/// <param name="datasets">Where data sets come from.</param>
/// <param name="options">Leases and intervals.</param>
/// <param name="execution">Slots and checkpoints.</param>
/// <param name="observer">Told of everything, from the slots' threads.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class SqlEngine(
    ISweepStore store,
    SiloRecord silo,
    ITrialTrainer trainer,
    IDatasetSource datasets,
    EngineOptions options,
    ExecutionOptions execution,
    ISweepObserver observer,
    TimeProvider time,
    ILogger<SqlEngine> logger) : IEngine
{
    /// <summary>How long the engine waits for a change before it asks the store again anyway.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken stop)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var end = new CancellationTokenSource();
        using var wake = new Signal();
        using var epochs = new Signal();
        Exception? failure = null;

        void Fail(Exception error)
        {
            Interlocked.CompareExchange(ref failure, error, null);
            work.Cancel();
        }

        var coordinators = new SweepCoordinators();
        var shelf = new SweepShelf(store, datasets, coordinators, options, time);
        var services = new AttemptServices(store, coordinators, options, time, error => logger.StoreFailed(error.Message), epochs.Set, end.Token);
        using var executor = new AttemptExecutor(silo.Slots, new TrialRunner(trainer, time, execution), shelf, services, observer, logger, slot => Request([slot], shelf), wake.Set, Fail);
        var keeper = new LeaseKeeper(services, silo.Id, () => executor.Active, options, time, logger);
        var reporter = new EpochReporter(services, () => executor.Active, sweep => HasHours(executor, sweep), epochs, options.ReportEvery, time);

        await EnterAsync(services, work.Token).ConfigureAwait(false);
        var background = new[] { keeper.RenewAsync(end.Token), keeper.RescueAsync(end.Token), reporter.RunAsync(end.Token), WatchAsync(services, executor, wake, end.Token) };
        var watched = background.Select(task => EndWithAsync(task, Fail)).ToArray();
        try
        {
            await ClaimAsync(services, executor, shelf, wake, work.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            // Asked to stop.
        }
        catch (StoreException error)
        {
            Fail(error);
        }

        await executor.StopAsync(options.StopWithin, time).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(watched).ConfigureAwait(false);
        await LeaveAsync(coordinators).ConfigureAwait(false);
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
            // The engine ends.
        }
#pragma warning disable CA1031 // Whatever ends a background task ends the engine, which throws it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            fail(error);
        }
    }

    private async Task EnterAsync(AttemptServices services, CancellationToken cancellationToken)
    {
        await services.CallAsync(async open =>
        {
            await open.EnterSiloAsync(silo, options.Lease, cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        logger.Entered(silo.Id, silo.Slots, store.Description.Address);
    }

    private async Task LeaveAsync(SweepCoordinators coordinators)
    {
        using var limit = new CancellationTokenSource(LeaveWithin, time);
        try
        {
            await store.LeaveSiloAsync(silo.Id, SiloEnd.Stopped, coordinators.Advance, limit.Token).ConfigureAwait(false);
            logger.Left(silo.Id);
        }
        catch (Exception error) when (error is StoreException or OperationCanceledException)
        {
            logger.NotLeft(silo.Id, error.Message);
        }
    }

    private ClaimRequest Request(IReadOnlyList<int> slots, SweepShelf shelf) =>
        new() { Silo = silo.Id, Slots = slots, Lease = options.Lease, Except = shelf.Avoided };

    /// <summary>Keeps the slots busy: finds work for those that have none to go on with.</summary>
    private async Task ClaimAsync(AttemptServices services, AttemptExecutor executor, SweepShelf shelf, Signal wake, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var free = executor.FreeSlots;
            if (free.Count > 0 && !executor.IsExclusive)
            {
                var request = Request(free, shelf);

                // Not cancelled by a stop: what was claimed must be known to be given back.
                var leases = await services.CallAsync(open => open.ClaimAsync(request, services.End)).ConfigureAwait(false);
                foreach (var lease in leases)
                {
                    executor.Begin(lease);
                }
            }

            await wake.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Wakes the claims when the store changes, and tells attempts whose sweep was paused or cancelled.</summary>
    private async Task WatchAsync(AttemptServices services, AttemptExecutor executor, Signal wake, CancellationToken cancellationToken)
    {
        var seen = 0L;
        var looked = time.GetTimestamp();
        while (true)
        {
            seen = await store.WaitForChangeAsync(seen, Idle, cancellationToken).ConfigureAwait(false);
            wake.Set();
            if (time.GetElapsedTime(looked) < options.WatchEvery)
            {
                await Task.Delay(options.WatchEvery - time.GetElapsedTime(looked), time, cancellationToken).ConfigureAwait(false);
                wake.Set();
            }

            looked = time.GetTimestamp();
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
