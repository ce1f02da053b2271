using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Execution;

public sealed class TrialRunnerTests
{
    [Fact]
    public void Run_FreshTrial_RecordsResultWithModel()
    {
        var sweep = new Sweep();
        Assert.Equal(AttemptOutcome.Completed, sweep.Run(7, TestContext.Current.CancellationToken));
        var record = Assert.Single(sweep.Link.Records);
        Assert.Equal(TrialState.Completed, record.State);
        Assert.Equal(sweep.Spec.Trial(7), record.Trial);
        Assert.Equal(2, record.Result!.Epochs.Count);
        Assert.Equal(record.Result.Epochs, sweep.Link.Reports);
        Assert.Single(sweep.Link.Models);
        Assert.Equal([(0, 7, false)], sweep.Observer.Started);
        Assert.Equal([(11UL, 0)], sweep.Trainer.Begun);
    }

    /// <summary>The trial's own failure: other trials of the silo go on, and no other silo trains it for the same end.</summary>
    [Fact]
    public void Run_ModelThatCannotBeMadeAFile_IsTheTrialsFailure()
    {
        var sweep = new Sweep(link: new FakeLink { Packing = () => GC.KeepAlive(new byte[int.MaxValue]) });
        Assert.Equal(AttemptOutcome.Failed, sweep.Run(7, TestContext.Current.CancellationToken));
        var record = Assert.Single(sweep.Link.Records);
        Assert.Equal((TrialState.Failed, TrialFailureKind.OutOfMemory), (record.State, record.Failure?.Kind));
        Assert.Empty(sweep.Link.Models);
    }

    [Fact]
    public void Run_ClockStandsStill_SavesNoCheckpoint()
    {
        var sweep = new Sweep();
        sweep.Run(0, TestContext.Current.CancellationToken);
        Assert.Equal(0, sweep.Link.Saved);
    }

    [Fact]
    public void Run_LongEpoch_SavesAtBatchBoundaries()
    {
        var time = new FakeTime();
        var sweep = new Sweep(new FakeTrainer { OnBatch = (_, _, _) => time.Advance(TimeSpan.FromSeconds(11)) }, time: time);
        sweep.Run(0, TestContext.Current.CancellationToken);

        // Eight batches of 11 s: after each, where the fourth and the eighth are saved with their epoch.
        Assert.Equal(8, sweep.Link.Saved);
        Assert.Null(sweep.Link.Checkpoint);
    }

    [Fact]
    public void Run_ShortEpochs_SavesWhenTheIntervalHasPassed()
    {
        var time = new FakeTime();
        var sweep = new Sweep(new FakeTrainer { OnBatch = (_, _, _) => time.Advance(TimeSpan.FromSeconds(3)) }, time: time);
        sweep.Run(0, TestContext.Current.CancellationToken);
        Assert.Equal(2, sweep.Link.Saved);
    }

    [Fact]
    public void Run_Cancelled_SavesAndResumesWhereItWas()
    {
        using var stop = new CancellationTokenSource();
        var time = new FakeTime();
        var trainer = new FakeTrainer
        {
            OnBatch = (_, _, batch) =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                if (batch == 2)
                {
                    stop.Cancel();
                }
            },
        };
        var sweep = new Sweep(trainer, time: time);
        Assert.Equal(AttemptOutcome.Released, sweep.Run(0, stop.Token));
        Assert.Empty(sweep.Link.Records);
        Assert.NotNull(sweep.Link.Checkpoint);

        Assert.Equal(AttemptOutcome.Completed, sweep.Run(0, TestContext.Current.CancellationToken));
        var record = Assert.Single(sweep.Link.Records);
        Assert.Equal([(10UL, 0), (10UL, 3)], sweep.Trainer.Begun);
        Assert.Equal([(0, 0, false), (0, 0, true)], sweep.Observer.Started);
        Assert.Equal(8, record.Seconds);
        Assert.Null(sweep.Link.Checkpoint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("0000000000000000FFFFFFFFFFFFFFFFFF")]
    public void Run_DamagedCheckpoint_StartsAgainAndSaysSo(string hex)
    {
        var sweep = new Sweep();
        sweep.Link.Checkpoint = Convert.FromHexString(hex);
        Assert.Equal(AttemptOutcome.Completed, sweep.Run(0, TestContext.Current.CancellationToken));
        Assert.Equal([(10UL, 0)], sweep.Trainer.Begun);
        Assert.Contains("starts again", Assert.Single(sweep.Observer.Notices), StringComparison.Ordinal);
        Assert.Equal([(0, 0, false)], sweep.Observer.Started);
    }

    [Fact]
    public void Run_Diverged_IsFailedWithItsPlace()
    {
        var sweep = new Sweep(new DivergingTrainer());
        Assert.Equal(AttemptOutcome.Failed, sweep.Run(0, TestContext.Current.CancellationToken));
        var record = Assert.Single(sweep.Link.Records);
        Assert.Equal(TrialState.Failed, record.State);
        Assert.Equal(TrialFailureKind.Diverged, record.Failure!.Kind);
        Assert.Contains("epoch 3, step 42", record.Failure.Message, StringComparison.Ordinal);
        Assert.Equal(TrainingStatus.Diverged, record.Result!.Status);
        Assert.Empty(sweep.Link.Models);
    }

    [Fact]
    public void Run_OutOfMemory_IsRecordedAsSuch() =>
        AssertFailure(new FakeTrainer { OnBatch = (_, _, _) => GC.KeepAlive(new byte[int.MaxValue]) }, TrialFailureKind.OutOfMemory, "memory");

    [Fact]
    public void Run_TrainerThrows_IsRecordedAsCrashed() =>
        AssertFailure(new FakeTrainer { OnBatch = (_, _, _) => throw new InvalidOperationException("lost its way") }, TrialFailureKind.Crashed, "lost its way");

    [Fact]
    public void Run_DataDoesNotFit_IsRecordedAsBadData() =>
        AssertFailure(new FakeTrainer { StartError = new InvalidDataException("no such output") }, TrialFailureKind.BadData, "no such output");

    [Fact]
    public void Run_StoreCannotRecord_ThrowsStoreError()
    {
        var sweep = new Sweep(link: new FakeLink { FailComplete = new StoreException("No space left on device") });
        var error = Assert.Throws<StoreException>(() => sweep.Run(0, TestContext.Current.CancellationToken));
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        Assert.Empty(sweep.Observer.Ended);
    }

    [Fact]
    public void Run_StoreCannotSaveCheckpoint_IsNotTheTrialsFailure()
    {
        var time = new FakeTime();
        var trainer = new FakeTrainer { OnBatch = (_, _, _) => time.Advance(TimeSpan.FromMinutes(1)) };
        var sweep = new Sweep(trainer, new FakeLink { FailCheckpoint = new StoreException("No space left on device") }, time);
        Assert.Throws<StoreException>(() => sweep.Run(0, TestContext.Current.CancellationToken));
        Assert.Empty(sweep.Link.Records);
    }

    [Fact]
    public void Run_ToldToAbandon_SavesAndRecordsNothing()
    {
        using var stop = new CancellationTokenSource();
        var link = new FakeLink();
        var trainer = new FakeTrainer
        {
            OnBatch = (_, _, batch) =>
            {
                if (batch == 2)
                {
                    link.Directive = AttemptDirective.Abandon;
                    stop.Cancel();
                }
            },
        };
        var sweep = new Sweep(trainer, link);
        Assert.Equal(AttemptOutcome.Cancelled, sweep.Run(0, stop.Token));
        Assert.Null(link.Checkpoint);
        Assert.Empty(link.Records);
    }

    [Fact]
    public void Run_ResultRefused_IsQuiet()
    {
        var sweep = new Sweep(link: new FakeLink { Refuse = true });
        Assert.Equal(AttemptOutcome.Cancelled, sweep.Run(0, TestContext.Current.CancellationToken));
        Assert.Empty(sweep.Observer.Ended);
    }

    [Fact]
    public void Run_WithoutRoom_FailsAsOutOfMemoryAndAllocatesNothing()
    {
        var trainer = new FakeTrainer { Room = () => new TrialMemory(1_000_000, "the limit").Take(7_000_000, "weights", CancellationToken.None) };
        AssertFailure(trainer, TrialFailureKind.OutOfMemory, "The trial needs 7 MB of memory (weights); there are 1 MB for trials (the limit");
        Assert.Empty(trainer.Begun);
    }

    [Fact]
    public void Run_WithRoom_GivesItBackWhenTheResultIsStoredAndTheRunIsDoneWith()
    {
        var order = new List<string>();
        var link = new FakeLink { Completing = () => order.Add("stored") };
        var sweep = new Sweep(new FakeTrainer { Room = () => new Ending(() => order.Add("room")), Done = () => order.Add("run") }, link);
        sweep.Run(0, TestContext.Current.CancellationToken);
        Assert.Equal(["stored", "run", "room"], order);
    }

    [Fact]
    public void Run_ThatCrashes_IsDoneWith()
    {
        var done = 0;
        var sweep = new Sweep(new FakeTrainer { OnBatch = (_, _, _) => throw new InvalidOperationException("no"), Done = () => done++ });
        Assert.Equal((AttemptOutcome.Failed, 1), (sweep.Run(0, TestContext.Current.CancellationToken), done));
    }

    private static void AssertFailure(FakeTrainer trainer, TrialFailureKind kind, string text)
    {
        var sweep = new Sweep(trainer);
        Assert.Equal(AttemptOutcome.Failed, sweep.Run(3, TestContext.Current.CancellationToken));
        var record = Assert.Single(sweep.Link.Records);
        Assert.Equal(TrialState.Failed, record.State);
        Assert.Equal(kind, record.Failure!.Kind);
        Assert.Contains(text, record.Failure.Message, StringComparison.Ordinal);
        Assert.Null(record.Result);
        Assert.Empty(sweep.Link.Models);
    }
}
