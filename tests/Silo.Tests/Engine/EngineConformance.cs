using DropoutSweep.Silo.Engine;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using Xunit;

namespace DropoutSweep.Silo.Tests.Engine;

/// <summary>What every engine does, on engines in this process and trials that a script trains.</summary>
public abstract class EngineConformance(EngineKind engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OneSlot_TrainsEveryTrialOnceInOrder()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 5);
        room.Start();
        var ended = await room.WaitForEndAsync(sweep);
        Assert.Equal(SweepState.Completed, ended.State);
        Assert.Equal([1UL, 2, 3, 4, 5], room.Trainer.Begun.Select(begun => begun.Seed));
        Assert.Equal(15, ended.Epochs);
        Assert.Equal(3, (await room.Store.ReadEpochsAsync(sweep, 4, Token)).Count);
    }

    [Fact]
    public async Task Run_TrainsOnSlotsOwnThreads()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 4);
        room.Start(slots: 2);
        await room.WaitForEndAsync(sweep);
        Assert.False(room.Trainer.UsedPoolThread);
    }

    [Fact]
    public async Task Run_TrialWithoutAModel_KeepsNone()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        room.Trainer.WithoutModels = true;
        var sweep = await room.SubmitAsync(trials: 1);
        room.Start();
        await room.WaitForEndAsync(sweep);
        Assert.Null(await room.Store.ReadModelAsync(sweep, 0, Token));
    }

    /// <summary>Its data are loaded by then, which may have taken minutes, and other slots' results wait for the same store.</summary>
    [Fact]
    public async Task Run_StoreThatFailsWhileATrialIsPrepared_IsWaitedFor()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 2);
        room.Start(store: StumblingStore.Over(room.Store));
        var ended = await room.WaitForEndAsync(sweep);
        Assert.Equal((2, 0), (ended.Trials.Completed, ended.Lost));
    }

    [Fact]
    public async Task Run_ManySlots_TrainAtOnceAndNeverATrialTwice()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 12);
        foreach (var seed in Enumerable.Range(1, 12))
        {
            room.Trainer.Close((ulong)seed);
        }

        room.Start(slots: 3);
        await room.WaitForAsync(sweep, record => record.Trials.Running == 3 && room.Trainer.MostAtOnce == 3, "three trials at once");
        room.Trainer.OpenAll();
        await room.WaitForEndAsync(sweep);
        Assert.Equal(12, room.Trainer.Begun.Select(begun => begun.Seed).Distinct().Count());
        Assert.Equal(12, room.Trainer.Begun.Count);
        Assert.Equal(3, room.Trainer.MostAtOnce);
    }

    [Fact]
    public async Task Stop_RunningTrial_IsGivenBackWithItsCheckpoint()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 1);
        room.Trainer.Close(1);
        var stop = room.Start();
        room.Trainer.Open(1, epochs: 2);
        await room.WaitForEpochsAsync(sweep, trial: 0, epochs: 2);
        await stop();
        var given = await room.FindAsync(sweep);
        Assert.Equal((1, 0, 0), (given.Trials.Pending, given.Trials.Running, given.Lost));
        Assert.DoesNotContain(await room.Store.ListSilosAsync(Token), silo => silo.Alive);

        room.Trainer.OpenAll();
        room.Start();
        await room.WaitForEndAsync(sweep);
        Assert.Equal((1UL, 2), room.Trainer.Begun.Last());
    }

    [Fact]
    public async Task Pause_RunningTrial_StopsAndResumesWhereItWas()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 2);
        room.Trainer.Close(1);
        room.Start();
        room.Trainer.Open(1, epochs: 1);
        await room.WaitForEpochsAsync(sweep, trial: 0, epochs: 1);
        await room.ApplyAsync(sweep, SweepVerb.Pause);
        var paused = await room.WaitForAsync(sweep, record => record.Trials.Running == 0, "the trial to stop");
        Assert.Equal((SweepState.Paused, 2), (paused.State, paused.Trials.Pending));

        room.Trainer.OpenAll();
        await room.ApplyAsync(sweep, SweepVerb.Resume);
        var ended = await room.WaitForEndAsync(sweep);
        Assert.Equal((SweepState.Completed, 0), (ended.State, ended.Lost));
        Assert.Contains(room.Trainer.Begun, begun => begun is { Seed: 1, Epoch: 1 });
    }

    [Fact]
    public async Task Drain_FinishesWhatRunsAndRests()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 3);
        room.Trainer.Close(1);
        room.Start();
        await room.WaitForAsync(sweep, record => record.Trials.Running == 1, "a trial to run");
        await room.ApplyAsync(sweep, SweepVerb.Drain);
        room.Trainer.OpenAll();
        var rested = await room.WaitForAsync(sweep, record => record.State == SweepState.Paused, "the sweep to rest");
        Assert.Equal((1, 2), (rested.Trials.Completed, rested.Trials.Pending));
    }

    [Fact]
    public async Task Cancel_RunningTrial_IsDroppedAndTheSlotGoesOn()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 3);
        room.Trainer.Close(1);
        room.Start();
        await room.WaitForAsync(sweep, record => record.Trials.Running == 1, "a trial to run");
        await room.ApplyAsync(sweep, SweepVerb.Cancel);
        Assert.Equal(3, (await room.FindAsync(sweep)).Trials.Cancelled);

        var other = await room.SubmitAsync(trials: 1, "seed: 50", "other");
        Assert.Equal(SweepState.Completed, (await room.WaitForEndAsync(other)).State);
        Assert.Equal(SweepState.Cancelled, (await room.FindAsync(sweep)).State);

        await room.ApplyAsync(sweep, SweepVerb.Retry);
        room.Trainer.OpenAll();
        var again = await room.WaitForAsync(sweep, record => record.State == SweepState.Completed, "the retried sweep's end");
        Assert.Equal(3, again.Trials.Completed);
    }

    [Fact]
    public async Task SilentSilo_TrialGoesOnElsewhereAndItsLateResultIsRefused()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 1);
        var silent = SiloIdentity.Create(slots: 1, address: null, engine);
        await room.Store.EnterSiloAsync(silent, TimeSpan.FromMilliseconds(200), Token);
        var lease = Assert.Single(await room.Store.ClaimAsync(new ClaimRequest { Silo = silent.Id, Slots = [0], Lease = TimeSpan.FromMilliseconds(200) }, Token));

        room.Start();
        var ended = await room.WaitForEndAsync(sweep);
        Assert.Equal((SweepState.Completed, 1), (ended.State, ended.Lost));
        var late = new AttemptEnd
        {
            Attempt = lease.Attempt,
            Record = new TrialRecord { Trial = lease.Trial, State = TrialState.Failed, Failure = new TrialFailure(TrialFailureKind.Crashed, "late") },
            Cost = double.PositiveInfinity,
        };
        Assert.Null(await room.Store.CompleteAsync(late, new SweepCoordinators().Advance, Token));
        Assert.Equal(SweepState.Completed, (await room.FindAsync(sweep)).State);
    }

    [Fact]
    public async Task DataThatCannotBeHad_SweepIsLeftToOthers()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 2);
        room.Start(datasets: new CurveSource(missing: "train-images"));
        await room.WaitForAsync(sweep, record => record.Trials.Pending == 2 && record.StartedAt is not null, "the trial to be given back");
        Assert.Empty(room.Trainer.Begun);

        room.Start();
        var ended = await room.WaitForEndAsync(sweep);
        Assert.Equal((SweepState.Completed, 0), (ended.State, ended.Lost));
    }

    [Fact]
    public async Task DataThatCannotBeTrainedOn_EveryTrialFailsAsBadData()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 2, "split: {validation: 0.0000001}");
        room.Start();
        var ended = await room.WaitForEndAsync(sweep);
        Assert.Equal(SweepState.CompletedWithFailures, ended.State);
        Assert.Equal(TrialFailureKind.BadData, (await room.Store.FindTrialAsync(sweep, 1, Token))!.Record.Failure!.Kind);
    }

    [Fact]
    public async Task MaxConcurrent_IsNeverExceeded()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 8, "execution: {max_concurrent: 2}");
        room.Start(slots: 2);
        room.Start(slots: 2);
        await room.WaitForEndAsync(sweep);
        Assert.InRange(room.Trainer.MostAtOnce, 1, 2);
    }

    [Fact]
    public async Task Budget_OfEpochs_IsExact()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 8, "budget: {epochs: 11}");
        room.Start(slots: 3);
        var ended = await room.WaitForEndAsync(sweep);
        Assert.Equal((9, 3, SweepState.Completed), (ended.Epochs, ended.Trials.Completed, ended.State));
    }

    [Fact]
    public async Task Priority_UrgentSweep_GoesFirst()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        await room.SubmitAsync(trials: 2, name: "patient");
        var urgent = await room.SubmitAsync(trials: 2, "seed: 100\nexecution: {priority: 5}", "urgent");
        room.Start();
        await room.WaitForEndAsync(urgent);
        Assert.Equal([100UL, 101], room.Trainer.Begun.Take(2).Select(begun => begun.Seed));
    }

    /// <summary>The epochs before a checkpoint may never have been reported: their silo was lost before it came to that.</summary>
    [Fact]
    public async Task Resume_EpochsBeforeTheCheckpointWereNotReported_AreAllThereInTheEnd()
    {
        await using var room = await EngineRoom.OpenAsync(engine);
        var sweep = await room.SubmitAsync(trials: 1);
        var lost = SiloIdentity.Create(slots: 1, address: null);
        await room.Store.EnterSiloAsync(lost, TimeSpan.FromMinutes(1), Token);
        var lease = Assert.Single(await room.Store.ClaimAsync(new ClaimRequest { Silo = lost.Id, Slots = [0], Lease = TimeSpan.FromMinutes(1) }, Token));
        byte[] checkpoint = [.. new byte[8], .. Enumerable.Repeat((byte)255, 8), 1];
        Assert.True(await room.Store.SaveCheckpointAsync(lease.Attempt, checkpoint, Token));
        await room.Store.LeaveSiloAsync(lost.Id, SiloEnd.Lost, new SweepCoordinators().Advance, Token);

        room.Trainer.Close(1);
        room.Start();
        room.Trainer.Open(1, epochs: 1);
        await room.WaitForEpochsAsync(sweep, trial: 0, epochs: 1);
        room.Trainer.Open(1, epochs: 1);
        await room.WaitForEndAsync(sweep);
        Assert.Equal((1UL, 1), room.Trainer.Begun.Single());
        Assert.Equal([1, 2, 3], (await room.Store.ReadEpochsAsync(sweep, 0, Token)).Select(epoch => epoch.Epoch));
    }
}
