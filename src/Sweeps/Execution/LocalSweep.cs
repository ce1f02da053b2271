using System.Runtime.ExceptionServices;
using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>
/// Executes a sweep in this process: every trial that the store does not hold yet, in the order of their
/// numbers, each in a slot. A slot is a thread of its own, not the pool's: training never waits, and a pool
/// thread that computes for minutes would starve whatever else the process does.
/// </summary>
/// <param name="spec">The sweep.</param>
/// <param name="runner">What executes a trial.</param>
/// <param name="store">What says which trials have ended; the runner's store.</param>
/// <param name="options">The number of slots.</param>
public sealed class LocalSweep(SweepSpec spec, TrialRunner runner, IRunStore store, ExecutionOptions options)
{
    /// <summary>Executes the sweep.</summary>
    /// <param name="observer">Told of everything, from the slots' threads.</param>
    /// <param name="cancellationToken">Stops every slot within one batch, after a checkpoint.</param>
    /// <returns>Whether the sweep is finished or was cancelled.</returns>
    /// <exception cref="RunStoreException">The store failed: every slot has stopped; the sweep can be continued once the cause is gone.</exception>
    public async Task<SweepOutcome> RunAsync(ISweepObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var queue = new TrialQueue(spec.TrialCount, RunStoreException.Guard("Reading the run", store.Load).Select(record => record.Trial.Number));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var slots = Enumerable.Range(0, Math.Min(options.Slots, queue.Count))
            .Select(slot => StartSlot(slot, queue, observer, stop))
            .ToArray();

        Exception? failure = null;
        foreach (var slot in slots)
        {
            failure ??= await slot.ConfigureAwait(false);
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return queue.Abandoned ? SweepOutcome.Cancelled : SweepOutcome.Finished;
    }

    private Task<Exception?> StartSlot(int slot, TrialQueue queue, ISweepObserver observer, CancellationTokenSource stop)
    {
        var ended = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => ended.SetResult(RunSlot(slot, queue, observer, stop)))
        {
            IsBackground = true,
            Name = $"slot {slot}",
        };
        thread.Start();
        return ended.Task;
    }

    /// <summary>One slot's life; returns what broke it.</summary>
    private Exception? RunSlot(int slot, TrialQueue queue, ISweepObserver observer, CancellationTokenSource stop)
    {
        try
        {
            while (queue.Take(stop.Token) is { } number)
            {
                var trial = spec.Trial(number);
                runner.Run(slot, trial, spec.Configuration(trial.Configuration), observer, stop.Token);
            }

            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            queue.Abandon();
            return null;
        }
#pragma warning disable CA1031 // Handed to RunAsync, which throws it once every slot has stopped.
        catch (Exception error)
#pragma warning restore CA1031
        {
            stop.Cancel();
            return error;
        }
    }
}
