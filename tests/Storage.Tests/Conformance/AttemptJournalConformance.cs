using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Tests.Conformance;

/// <summary><see cref="IAttemptJournal"/>, line by line.</summary>
public abstract class AttemptJournalConformance(IStoreSource source) : StoreConformance(source)
{
    [Fact]
    public async Task Report_WritesEpochsAndSeconds()
    {
        await Submit();
        var leases = await Claim(2);
        var directives = await Store.ReportAsync(
            [
                new AttemptReport(leases[0].Attempt, [TestSweeps.Epoch(1), TestSweeps.Epoch(2, double.NegativeInfinity)], 4),
                new AttemptReport(leases[1].Attempt, [], 2.5),
                new AttemptReport(leases[1].Attempt with { Attempt = 2 }, [TestSweeps.Epoch(1)], 9),
                new AttemptReport(leases[1].Attempt with { Sweep = "nobody" }, [TestSweeps.Epoch(1)], 9),
            ],
            Token);

        Assert.Equal([AttemptDirective.Continue, AttemptDirective.Continue, AttemptDirective.Abandon, AttemptDirective.Abandon], directives);
        Assert.Equal([TestSweeps.Epoch(1), TestSweeps.Epoch(2, double.NegativeInfinity)], await Store.ReadEpochsAsync("a", 0, Token));
        Assert.Empty(await Store.ReadEpochsAsync("a", 1, Token));
        Assert.Equal(2, (await Trial(0)).Epochs);
        Assert.Equal(6.5, (await Sweep()).Seconds);

        await Store.ReportAsync([new AttemptReport(leases[0].Attempt, [TestSweeps.Epoch(2, 0.25)], 5)], Token);
        Assert.Equal([TestSweeps.Epoch(1), TestSweeps.Epoch(2, 0.25)], await Store.ReadEpochsAsync("a", 0, Token));
        Assert.Equal(7.5, (await Sweep()).Seconds);
    }

    [Fact]
    public async Task Report_PausedSweepReleases()
    {
        await Submit();
        var lease = await ClaimOne();
        await Apply(SweepVerb.Pause);

        Assert.Equal([AttemptDirective.Release], await Store.ReportAsync([new AttemptReport(lease.Attempt, [TestSweeps.Epoch(1)], 1)], Token));
        Assert.Single(await Store.ReadEpochsAsync("a", 0, Token));
    }

    [Fact]
    public async Task Checkpoint_IsReplacedReadAndDropped()
    {
        await Submit();
        var lease = await ClaimOne();
        Assert.Null(await Store.LoadCheckpointAsync(lease.Attempt, Token));
        Assert.True(await Store.SaveCheckpointAsync(lease.Attempt, new byte[] { 1, 2, 3 }, Token));
        Assert.True(await Store.SaveCheckpointAsync(lease.Attempt, new byte[] { 0, 4, 5, 6 }.AsMemory(1, 2), Token));
        Assert.Equal(new byte[] { 4, 5 }, await Store.LoadCheckpointAsync(lease.Attempt, Token));

        await Store.DropCheckpointAsync(lease.Attempt, Token);
        Assert.Null(await Store.LoadCheckpointAsync(lease.Attempt, Token));
    }

    [Fact]
    public async Task Checkpoint_OfAnEarlierAttemptIsRefused()
    {
        await Submit();
        var old = await ClaimOne();
        await Store.SaveCheckpointAsync(old.Attempt, new byte[] { 1 }, Token);
        await Store.ReleaseAsync([old.Attempt], Token);
        Assert.False(await Store.SaveCheckpointAsync(old.Attempt, new byte[] { 9 }, Token));
        var now = await ClaimOne("s2");

        Assert.False(await Store.SaveCheckpointAsync(old.Attempt, new byte[] { 9 }, Token));
        await Store.DropCheckpointAsync(old.Attempt, Token);
        Assert.Equal(new byte[] { 1 }, await Store.LoadCheckpointAsync(now.Attempt, Token));
    }

    [Fact]
    public async Task Complete_WritesEverythingTogether()
    {
        await Submit(TestSweeps.Spec(1));
        var lease = await ClaimOne();
        await Store.SaveCheckpointAsync(lease.Attempt, new byte[] { 1 }, Token);
        await Store.ReportAsync([new AttemptReport(lease.Attempt, [TestSweeps.Epoch(1, 0.25)], 1)], Token);
        var end = TestSweeps.End(lease, cost: 0.25, reported: 1, model: [7, 8]);
        var sweep = await Complete(end);

        Assert.Equal(SweepState.Completed, sweep!.State);
        Assert.NotNull(sweep.EndedAt);
        Assert.Equal(new TrialCounts { Completed = 1 }, sweep.Trials);
        Assert.Equal((2L, 3.0, 0, 0.25), (sweep.Epochs, sweep.Seconds, sweep.BestTrial, sweep.BestCost));
        Assert.Equal(sweep, await Sweep());
        var trial = await Trial(0);
        Assert.Equal((TrialState.Completed, 2, false, true), (trial.Record.State, trial.Epochs, trial.HasCheckpoint, trial.HasModel));
        Assert.NotNull(trial.EndedAt);
        Assert.Equal(end.Record.Result! with { Epochs = trial.Record.Result!.Epochs }, trial.Record.Result);
        Assert.Equal(end.Record.Result.Epochs, await Store.ReadEpochsAsync("a", 0, Token));
        Assert.Equal(new byte[] { 7, 8 }, await Store.ReadModelAsync("a", 0, Token));
        Assert.Equal(AttemptOutcome.Completed, Assert.Single(await Store.ListAttemptsAsync("a", trial: null, Token)).Outcome);
    }

    [Fact]
    public async Task Complete_SecondTimeIsRefused()
    {
        await Submit();
        var lease = await ClaimOne();
        await Complete(TestSweeps.End(lease, cost: 0.5));
        var after = await Sweep();

        Assert.Null(await Complete(TestSweeps.End(lease, cost: 0.1)));
        Assert.Equal(after, await Sweep());
    }

    [Fact]
    public async Task Complete_OfALostAttemptChangesNothing()
    {
        await Submit();
        var lost = await ClaimOne(seconds: 1);
        await Source.PassAsync(TimeSpan.FromSeconds(5));
        await Store.RescueAsync(Token);
        var now = await ClaimOne("s2");
        var before = await Sweep();

        Assert.Equal((0, 2), (now.Trial.Number, now.Attempt.Attempt));
        Assert.Null(await Complete(TestSweeps.End(lost, cost: 0.1, model: [1])));
        Assert.Equal([AttemptDirective.Abandon], await Store.ReportAsync([new AttemptReport(lost.Attempt, [TestSweeps.Epoch(1)], 9)], Token));
        Assert.Equal(before, await Sweep());
        Assert.Empty(await Store.ReadEpochsAsync("a", 0, Token));
        Assert.Null(await Store.ReadModelAsync("a", 0, Token));
        Assert.NotNull(await Complete(TestSweeps.End(now)));
    }

    [Fact]
    public async Task Complete_DecideThatThrowsChangesNothing()
    {
        await Submit();
        var lease = await ClaimOne();
        var before = await Sweep();
        await Assert.ThrowsAsync<FormatException>(
            async () => await Store.CompleteAsync(TestSweeps.End(lease, model: [1]), _ => throw new FormatException(), Token));

        Assert.Equal(before, await Sweep());
        Assert.Empty(await Store.ReadEpochsAsync("a", 0, Token));
        Assert.NotNull(await Complete(TestSweeps.End(lease)));
    }

    [Theory]
    [InlineData(SweepVerb.Pause)]
    [InlineData(SweepVerb.Drain)]
    public async Task Complete_WhileItRestsIsAccepted(SweepVerb verb)
    {
        await Submit();
        var lease = await ClaimOne();
        await Apply(verb);

        var sweep = await Complete(TestSweeps.End(lease));
        Assert.Equal(SweepState.Paused, sweep!.State);
        Assert.Equal(new TrialCounts { Completed = 1, Pending = 3 }, sweep.Trials);
    }

    [Fact]
    public async Task Complete_KeepsTheBestModels()
    {
        await Submit(TestSweeps.Spec(6, policy: new SweepPolicy { KeepModels = 2 }));
        var leases = await Claim(6);
        double[] costs = [0.5, 0.3, 0.5, 0.3, double.PositiveInfinity, 0.2];
        int[] order = [4, 2, 0, 3, 1, 5];
        foreach (var i in order)
        {
            await Complete(TestSweeps.End(leases[i], costs[i], model: [(byte)i]));
        }

        int[] best = [1, 5];
        Assert.Equal(best, await Kept());
        var sweep = await Sweep();
        Assert.Equal((5, 0.2), (sweep.BestTrial, sweep.BestCost));

        async Task<int[]> Kept() =>
            [.. (await Store.ListTrialsAsync(new TrialQuery { Sweep = "a" }, Token)).Trials.Where(trial => trial.HasModel).Select(trial => trial.Record.Trial.Number)];
    }

    [Fact]
    public async Task Complete_TiesGoToTheLowerNumber()
    {
        await Submit();
        var leases = await Claim(3);
        await Complete(TestSweeps.End(leases[1], 0.5));
        await Complete(TestSweeps.End(leases[2], 0.5));
        Assert.Equal(1, (await Sweep()).BestTrial);
        await Complete(TestSweeps.End(leases[0], 0.5));
        Assert.Equal(0, (await Sweep()).BestTrial);
    }

    [Fact]
    public async Task Complete_WithoutAnObjectiveIsNeverTheBest()
    {
        await Submit();
        var leases = await Claim(3);
        await Complete(TestSweeps.End(leases[0], double.PositiveInfinity));
        await Complete(TestSweeps.End(leases[1], state: TrialState.Failed));
        await Complete(TestSweeps.End(leases[2], double.NaN));

        var sweep = await Sweep();
        Assert.Null(sweep.BestTrial);
        Assert.Null(sweep.BestCost);
        Assert.Equal(1, sweep.Trials.Failed);
        var failed = (await Trial(1)).Record;
        Assert.Equal((TrialFailureKind.Diverged, "The loss became NaN."), (failed.Failure!.Kind, failed.Failure.Message));
        Assert.True(double.IsNaN((await Trial(2)).Record.Result!.Validation!.Loss));
    }

    [Fact]
    public async Task Complete_StoppedBeforeALostAttemptDropsItsLaterEpochs()
    {
        await Submit();
        var lost = await ClaimOne();
        await Store.ReportAsync([new AttemptReport(lost.Attempt, [TestSweeps.Epoch(1), TestSweeps.Epoch(2)], 4)], Token);
        await Store.LeaveSiloAsync("s1", SiloEnd.Lost, TestSweeps.Advance(Spec), Token);
        var now = await ClaimOne("s2");
        var sweep = await Complete(TestSweeps.End(now, epochs: 1, state: TrialState.StoppedEarly, seconds: 3));

        Assert.Single(await Store.ReadEpochsAsync("a", 0, Token));
        Assert.Equal((1L, 3.0, 1), (sweep!.Epochs, sweep.Seconds, sweep.Trials.StoppedEarly));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task Complete_WritesAllEpochsThatWereNotReported(int reported)
    {
        await Submit();
        var lease = await ClaimOne();
        int[] epochs = [.. Enumerable.Range(1, reported)];
        await Store.ReportAsync([new AttemptReport(lease.Attempt, [.. epochs.Select(epoch => TestSweeps.Epoch(epoch))], 1)], Token);
        var end = TestSweeps.End(lease, epochs: 40, reported: reported);
        await Complete(end);

        Assert.Equal(end.Record.Result!.Epochs, await Store.ReadEpochsAsync("a", 0, Token));
    }

    [Fact]
    public async Task Complete_FailedWithoutAResult()
    {
        await Submit();
        var lease = await ClaimOne();
        await Store.ReportAsync([new AttemptReport(lease.Attempt, [TestSweeps.Epoch(1)], 1)], Token);
        var end = TestSweeps.End(lease, state: TrialState.Failed);
        var sweep = await Complete(end with { Record = end.Record with { Result = null } });

        Assert.Equal((1, 1L), (sweep!.Trials.Failed, sweep.Epochs));
        Assert.Equal((TrialState.Failed, null), ((await Trial(0)).Record.State, (await Trial(0)).Record.Result));
        Assert.Single(await Store.ReadEpochsAsync("a", 0, Token));
    }

    [Fact]
    public async Task Complete_ThatUsesUpTheHoursCancelsTheOthersOnly()
    {
        await Submit(TestSweeps.Spec(3, policy: new SweepPolicy { Budget = new SweepBudget { Hours = 0.001 } }));
        var leases = await Claim(2);
        var sweep = await Complete(TestSweeps.End(leases[0], seconds: 4));

        Assert.Equal(new TrialCounts { Completed = 1, Cancelled = 2 }, sweep!.Trials);
        Assert.Equal(
            [TrialState.Completed, TrialState.Cancelled, TrialState.Cancelled],
            [(await Trial(0)).Record.State, (await Trial(1)).Record.State, (await Trial(2)).Record.State]);
        Assert.Equal([0, 1, 2], (await Events()).Where(static one => one.Kind is SweepEventKinds.Ended).Select(one => one.Trial!.Value));
        Assert.Equal([0, 1, 2], (await Ended()).Select(ended => ended.Record.Trial.Number));
    }

    [Fact]
    public async Task Complete_CreatesTheNextTrials()
    {
        await Submit(TestSweeps.Spec(3_000));
        Assert.Equal(1_024, (await Sweep()).Created);
        var leases = await Claim(600);
        await Complete(TestSweeps.End(leases[0]));

        var sweep = await Sweep();
        Assert.Equal(1_024, sweep.Trials.Pending);
        Assert.Equal(1_624, sweep.Created);
        Assert.Equal(Spec.Trial(1_623), (await Trial(1_623)).Record.Trial);
    }
}
