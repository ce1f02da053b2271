using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Trials;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Execution;

public sealed class LocalSweepTests
{
    [Fact]
    public async Task RunAsync_OneSlot_RunsTrialsInOrder()
    {
        var sweep = new Sweep();
        var outcome = await sweep.Local.RunAsync(sweep.Observer, TestContext.Current.CancellationToken);
        Assert.Equal(SweepOutcome.Finished, outcome);
        Assert.Equal(Enumerable.Range(0, 12), sweep.Observer.Started.Select(start => start.Trial));
        Assert.Equal(Enumerable.Range(0, 12), sweep.Store.Records.Select(record => record.Trial.Number));
    }

    [Fact]
    public async Task RunAsync_ManySlots_RunsEachTrialOnceOneAtATimePerSlotOnItsOwnThread()
    {
        using var together = new Barrier(3);
        var trainer = new FakeTrainer
        {
            OnBatch = (_, _, batch) =>
            {
                // Three slots only pass here together: fewer threads would never finish.
                if (batch == 0 && !together.SignalAndWait(TimeSpan.FromSeconds(30)))
                {
                    throw new TimeoutException("Three slots did not train at once.");
                }
            },
        };
        var sweep = new Sweep(trainer, slots: 3);
        await sweep.Local.RunAsync(sweep.Observer, TestContext.Current.CancellationToken);
        Assert.Equal(12, sweep.Store.Records.Count);
        Assert.Equal(12, sweep.Store.Records.Select(record => record.Trial.Number).Distinct().Count());
        Assert.All(sweep.Store.Records, record => Assert.Equal(TrialState.Completed, record.State));
        Assert.Empty(sweep.Observer.Overlaps);
        Assert.Equal(3, sweep.Observer.Threads.Count);
        Assert.All(sweep.Observer.Threads.Keys, thread => Assert.False(thread.Pool));
    }

    [Fact]
    public async Task RunAsync_RecordedTrials_AreSkipped()
    {
        var sweep = new Sweep();
        foreach (var number in new[] { 0, 3, 11 })
        {
            sweep.Store.Records.Enqueue(new TrialRecord { Trial = sweep.Spec.Trial(number), State = TrialState.Completed });
        }

        await sweep.Local.RunAsync(sweep.Observer, TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 4, 5, 6, 7, 8, 9, 10], sweep.Observer.Started.Select(start => start.Trial));
    }

    [Fact]
    public async Task RunAsync_Cancelled_LeavesCheckpointsAndContinues()
    {
        using var stop = new CancellationTokenSource();
        var seen = 0;
        var trainer = new FakeTrainer
        {
            OnBatch = (_, _, _) =>
            {
                if (Interlocked.Increment(ref seen) == 21)
                {
                    stop.Cancel();
                }
            },
        };
        var sweep = new Sweep(trainer);
        Assert.Equal(SweepOutcome.Cancelled, await sweep.Local.RunAsync(sweep.Observer, stop.Token));
        Assert.Equal(2, sweep.Store.Records.Count);
        Assert.Equal([2], sweep.Store.Checkpoints.Keys);
        Assert.Equal(21, seen);

        Assert.Equal(SweepOutcome.Finished, await sweep.Local.RunAsync(sweep.Observer, TestContext.Current.CancellationToken));
        Assert.Equal(12, sweep.Store.Records.Count);
        Assert.Equal(12 * 2 * FakeTrainer.Batches, seen);
        Assert.Empty(sweep.Store.Checkpoints);
    }

    [Fact]
    public async Task RunAsync_CancelledBeforehand_StartsNothing()
    {
        var sweep = new Sweep(slots: 4);
        Assert.Equal(SweepOutcome.Cancelled, await sweep.Local.RunAsync(sweep.Observer, new CancellationToken(canceled: true)));
        Assert.Empty(sweep.Observer.Started);
    }

    [Fact]
    public async Task RunAsync_AllRecorded_FinishesEvenWhenCancelled()
    {
        var sweep = new Sweep();
        foreach (var number in Enumerable.Range(0, 12))
        {
            sweep.Store.Records.Enqueue(new TrialRecord { Trial = sweep.Spec.Trial(number), State = TrialState.Completed });
        }

        Assert.Equal(SweepOutcome.Finished, await sweep.Local.RunAsync(sweep.Observer, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task RunAsync_TrialsFail_GoesOnWithTheOthers()
    {
        var trainer = new FakeTrainer
        {
            OnBatch = (configuration, seed, _) =>
            {
                if (seed == 10 && configuration.Model.Hidden[0].Units == 5)
                {
                    throw new InvalidOperationException("crash");
                }
            },
        };
        var sweep = new Sweep(trainer, slots: 2);
        Assert.Equal(SweepOutcome.Finished, await sweep.Local.RunAsync(sweep.Observer, TestContext.Current.CancellationToken));
        Assert.Equal([3, 4, 5], sweep.Store.Records.Where(record => record.State == TrialState.Failed).Select(record => record.Trial.Number).Order());
        Assert.Equal(9, sweep.Store.Records.Count(record => record.State == TrialState.Completed));
    }

    [Fact]
    public async Task RunAsync_StoreFails_StopsEverySlotAndThrows()
    {
        var store = new FakeStore { FailComplete = record => record.Trial.Number == 4 ? new IOException("No space left on device") : null };
        var sweep = new Sweep(store: store, slots: 2);
        var error = await Assert.ThrowsAsync<RunStoreException>(() => sweep.Local.RunAsync(sweep.Observer, TestContext.Current.CancellationToken));
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Contains("trial 4", error.Message, StringComparison.Ordinal);
        Assert.True(store.Records.Count < 12);
    }
}
