using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Tests.Conformance;

/// <summary><see cref="ITrialLeases"/>, line by line.</summary>
public abstract class TrialLeasesConformance(IStoreSource source) : StoreConformance(source)
{
    [Fact]
    public async Task Claim_FirstStartsTheSweep()
    {
        await Submit();
        var lease = await ClaimOne();

        Assert.Equal(new AttemptId("a", 0, 1), lease.Attempt);
        Assert.Equal(Spec.Trial(0), lease.Trial);
        Assert.Equal((0, false, false), (lease.Slot, lease.Exclusive, lease.HasCheckpoint));
        var sweep = await Sweep();
        Assert.Equal(SweepState.Running, sweep.State);
        Assert.NotNull(sweep.StartedAt);
        Assert.Equal(new TrialCounts { Pending = 3, Running = 1 }, sweep.Trials);
        var trial = await Trial(0);
        Assert.Equal((TrialState.Running, 1, "s1", 0), (trial.Record.State, trial.Attempts, trial.Silo, trial.Slot));
    }

    [Fact]
    public async Task Claim_GivesEachSlotTheNextTrial()
    {
        await Submit();
        var request = TestSweeps.Claim() with { Slots = [4, 2, 7] };
        var leases = await Store.ClaimAsync(request, Token);

        Assert.Equal([(0, 4), (1, 2), (2, 7)], leases.Select(lease => (lease.Trial.Number, lease.Slot)));
        Assert.Equal([(3, 0)], (await Claim(9)).Select(lease => (lease.Trial.Number, lease.Slot)));
        Assert.Empty(await Claim(1));
    }

    [Fact]
    public async Task Claim_NothingWaits() => Assert.Empty(await Claim(3));

    [Fact]
    public async Task Claim_PriorityThenFewestRunningThenAge()
    {
        await Submit(TestSweeps.Spec(4), "b");
        await Submit(TestSweeps.Spec(4), "a");
        await Submit(TestSweeps.Spec(2, policy: new SweepPolicy { Priority = 5 }), "c");

        Assert.Equal(["c", "c", "b", "a", "b", "a"], (await Claim(6)).Select(lease => lease.Attempt.Sweep));
    }

    [Fact]
    public async Task Claim_NeverMoreThanMaxConcurrent()
    {
        await Submit(TestSweeps.Spec(6, policy: new SweepPolicy { MaxConcurrent = 2 }));
        var leases = await Claim(4);
        Assert.Equal(2, leases.Count);
        Assert.Empty(await Claim(4, "s2"));

        await Complete(TestSweeps.End(leases[0]));
        Assert.Single(await Claim(4, "s2"));
    }

    [Fact]
    public async Task Claim_PassesOverExceptedAndRestingSweeps()
    {
        await Submit(TestSweeps.Spec(2), "a");
        await Submit(TestSweeps.Spec(2), "b");
        await Submit(TestSweeps.Spec(2), "c");
        await Apply(SweepVerb.Pause, "b");

        var leases = await Store.ClaimAsync(TestSweeps.Claim(slots: 9) with { Except = ["a"] }, Token);
        Assert.Equal(["c", "c"], leases.Select(lease => lease.Attempt.Sweep));
    }

    [Fact]
    public async Task Claim_SuspectTrialRunsAlone()
    {
        await Submit();
        await ClaimOne("bad");
        await Store.LeaveSiloAsync("bad", SiloEnd.Crashed, TestSweeps.Advance(Spec), Token);
        Assert.Equal(1, (await Trial(0)).Crashes);

        var suspect = Assert.Single(await Claim(3));
        Assert.Equal((0, true, 2), (suspect.Trial.Number, suspect.Exclusive, suspect.Attempt.Attempt));
        Assert.Empty(await Claim(3));
        Assert.Equal([1, 2], (await Claim(2, "other")).Select(lease => lease.Trial.Number));
    }

    [Fact]
    public async Task Claim_SuspectTrialWaitsForAnIdleSilo()
    {
        await Submit();
        var busy = await Claim(2, "s1");
        Assert.Equal(2, (await ClaimOne("bad")).Trial.Number);
        await Store.LeaveSiloAsync("bad", SiloEnd.Crashed, TestSweeps.Advance(Spec), Token);

        Assert.Equal([3], (await Claim(5, "s1")).Select(lease => lease.Trial.Number));
        await Complete(TestSweeps.End(busy[0]));
        Assert.Empty(await Claim(5, "s1"));
        Assert.True((await ClaimOne("idle")).Exclusive);
    }

    [Fact]
    public async Task Claim_AtOnceFromManyNeverGivesATrialTwice()
    {
        await Submit(TestSweeps.Spec(120));
        await using var second = await Source.OpenAsync();
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            async () =>
            {
                var mine = new List<TrialLease>();
                while (await (i % 2 == 0 ? Store : second).ClaimAsync(TestSweeps.Claim($"s{i}", 3), Token) is { Count: > 0 } leases)
                {
                    mine.AddRange(leases);
                }

                return mine;
            },
            Token)));

        Assert.Equal(Enumerable.Range(0, 120), claims.SelectMany(mine => mine).Select(lease => lease.Trial.Number).Order());
        Assert.Equal(new TrialCounts { Running = 120 }, (await Sweep()).Trials);
    }

    [Fact]
    public async Task Renew_KeepsLeasesAndSaysWhatToDo()
    {
        await Submit();
        await Store.EnterSiloAsync(TestSweeps.Silo("s1"), TimeSpan.FromSeconds(60), Token);
        var leases = await Claim(2);
        await Source.PassAsync(TimeSpan.FromSeconds(50));
        var renewed = await Store.RenewAsync("s1", TimeSpan.FromSeconds(60), Token);
        Assert.Equal(leases.Select(lease => new LeaseStatus(lease.Attempt, AttemptDirective.Continue)), renewed);
        await Source.PassAsync(TimeSpan.FromSeconds(50));
        Assert.Empty(await Store.RescueAsync(Token));
        Assert.True(Assert.Single(await Store.ListSilosAsync(Token)).Alive);

        await Apply(SweepVerb.Pause);
        Assert.All(await Store.RenewAsync("s1", TimeSpan.FromSeconds(60), Token), status => Assert.Equal(AttemptDirective.Release, status.Directive));
        await Apply(SweepVerb.Cancel);
        Assert.Empty(await Store.RenewAsync("s1", TimeSpan.FromSeconds(60), Token));
    }

    [Fact]
    public async Task Release_GivesBackWithoutALoss()
    {
        await Submit();
        var lease = await ClaimOne();
        Assert.True(await Store.SaveCheckpointAsync(lease.Attempt, new byte[] { 1, 2 }, Token));
        await Store.ReleaseAsync([lease.Attempt, lease.Attempt with { Trial = 3 }, lease.Attempt with { Sweep = "nobody" }], Token);

        var trial = await Trial(0);
        Assert.Equal((TrialState.Pending, 0, 0, true), (trial.Record.State, trial.Losses, trial.Crashes, trial.HasCheckpoint));
        var sweep = await Sweep();
        Assert.Equal((4, 0, 0), (sweep.Trials.Pending, sweep.Trials.Running, sweep.Lost));
        Assert.Equal(AttemptOutcome.Released, Assert.Single(await Store.ListAttemptsAsync("a", trial: null, Token)).Outcome);

        var again = await ClaimOne();
        Assert.Equal((0, 2, true), (again.Trial.Number, again.Attempt.Attempt, again.HasCheckpoint));
        await Store.ReleaseAsync([lease.Attempt], Token);
        Assert.Equal(TrialState.Running, (await Trial(0)).Record.State);
    }

    [Fact]
    public async Task Return_IsAReleaseWhoseAttemptTookNoTime()
    {
        await Submit();
        var lease = await ClaimOne();
        await Task.Delay(20, Token);
        await Source.PassAsync(TimeSpan.FromMilliseconds(20));
        await Store.ReturnAsync([lease.Attempt], Token);

        Assert.Equal((TrialState.Pending, 0, 0), ((await Trial(0)).Record.State, (await Trial(0)).Losses, (await Trial(0)).Crashes));
        var attempt = Assert.Single(await Store.ListAttemptsAsync("a", trial: null, Token));
        Assert.Equal(AttemptOutcome.Released, attempt.Outcome);
        Assert.Equal(attempt.StartedAt, attempt.EndedAt);
        Assert.Equal(2, (await ClaimOne()).Attempt.Attempt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Draining_ItsLastTrialIsGivenBack_IsPaused(bool lost)
    {
        await Submit();
        var lease = await ClaimOne("s1", seconds: 10);
        await Apply(SweepVerb.Drain);
        Assert.Equal(SweepState.Draining, (await Sweep()).State);
        if (lost)
        {
            await Source.PassAsync(TimeSpan.FromSeconds(20));
            Assert.Single(await Store.RescueAsync(Token));
        }
        else
        {
            await Store.ReleaseAsync([lease.Attempt], Token);
        }

        var sweep = await Sweep();
        Assert.Equal((SweepState.Paused, 4, 0), (sweep.State, sweep.Trials.Pending, sweep.Trials.Running));
        Assert.Null(sweep.EndedAt);
    }

    [Fact]
    public async Task Rescue_TakesBackWhatRanOutOnly()
    {
        await Submit();
        var lost = await ClaimOne("s1", seconds: 10);
        await ClaimOne("s2", seconds: 100);
        Assert.Empty(await Store.RescueAsync(Token));
        await Source.PassAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([lost.Attempt], await Store.RescueAsync(Token));
        Assert.Empty(await Store.RescueAsync(Token));
        var trial = await Trial(0);
        Assert.Equal((TrialState.Pending, 1, 0), (trial.Record.State, trial.Losses, trial.Crashes));
        var sweep = await Sweep();
        Assert.Equal((1, 3, 1), (sweep.Lost, sweep.Trials.Pending, sweep.Trials.Running));
        Assert.Equal("""{"attempt":1,"silo":"s1","crashed":false}""", (await Events())[^1].Data);
        Assert.Null(await Complete(TestSweeps.End(lost)));
        Assert.False((await ClaimOne()).Exclusive);
    }

    [Fact]
    public async Task CompleteAndClaim_HandsTheSlotTheSweepsNextTrial()
    {
        await Submit();
        var lease = await ClaimOne();
        var (sweep, accepted, leases) = await CompleteAndClaim(lease);
        var next = Assert.Single(leases);

        Assert.Equal([true], accepted);
        Assert.Equal(new TrialCounts { Completed = 1, Running = 1, Pending = 2 }, sweep!.Trials);
        Assert.Equal((new AttemptId("a", 1, 1), 3), (next.Attempt, next.Slot));
        Assert.Equal(Spec.Trial(1), next.Trial);
        Assert.Equal((TrialState.Running, "s1"), ((await Trial(1)).Record.State, (await Trial(1)).Silo));
        Assert.Equal(["ended", "started"], (await Events()).TakeLast(2).Select(happened => happened.Kind));
        var again = await CompleteAndClaim(lease);
        Assert.Equal([false], again.Accepted);
        Assert.Empty(again.Next);
        Assert.NotNull(await Complete(TestSweeps.End(next)));
    }

    [Fact]
    public async Task CompleteAndClaim_LeavesToAClaimWhatIsNotPlain()
    {
        await Submit(TestSweeps.Spec(6));
        var leases = await Claim(3);
        await Apply(SweepVerb.Pause);
        Assert.Empty((await CompleteAndClaim(leases[0])).Next);
        await Apply(SweepVerb.Resume);

        // Another sweep waits, whose turn it may be.
        await Store.SubmitAsync(TestSweeps.Submission(TestSweeps.Spec(1, "other"), "b"), Token);
        Assert.Empty((await CompleteAndClaim(leases[1])).Next);
        Assert.Equal("b", (await ClaimOne()).Attempt.Sweep);

        // A trial that has crashed a silo must be alone.
        var crashing = await ClaimOne("s2");
        await Store.LeaveSiloAsync("s2", SiloEnd.Crashed, TestSweeps.Advance(Spec), Token);
        Assert.Equal(1, (await Trial(crashing.Trial.Number)).Crashes);
        Assert.Empty((await CompleteAndClaim(leases[2])).Next);
    }

    /// <summary>Sweeps whose turn it is not keep no slot from going on.</summary>
    [Fact]
    public async Task CompleteAndClaim_OthersThatCannotBeNextDoNotCount()
    {
        var spec = TestSweeps.Spec(8, policy: new SweepPolicy { Priority = 5 });
        await Submit(spec);
        var lease = await ClaimOne();
        await Submit(TestSweeps.Spec(3), "lower");
        await Submit(TestSweeps.Spec(3, policy: new SweepPolicy { Priority = 9, MaxConcurrent = 1 }), "full");
        Assert.Equal("full", (await ClaimOne("s2")).Attempt.Sweep);
        await Submit(TestSweeps.Spec(3, policy: new SweepPolicy { Priority = 7 }), "lacking");
        Assert.Empty((await CompleteAndClaim(spec, [lease], ahead: 1)).Next);

        var claim = TestSweeps.Claim() with { Except = ["lacking"] };
        lease = Assert.Single(await Store.ClaimAsync(claim, Token));
        var (_, accepted, next) = await Store.CompleteAndClaimAsync([TestSweeps.End(lease)], claim, TestSweeps.Advance(spec), Token);
        Assert.Equal([true], accepted);
        Assert.Equal(("a", 2), (Assert.Single(next).Attempt.Sweep, next[0].Trial.Number));
    }

    [Fact]
    public async Task CompleteAndClaim_EndsSeveralAtOnceAndHandsOutAhead()
    {
        var spec = TestSweeps.Spec(400);
        await Submit(spec);
        var leases = await Claim(3);
        var (sweep, accepted, next) = await CompleteAndClaim(spec, [leases[2], leases[0], leases[1]], ahead: 5);

        Assert.Equal([true, true, true], accepted);
        Assert.Equal(new TrialCounts { Completed = 3, Running = 5, Pending = 392 }, sweep!.Trials);
        Assert.Equal([3, 4, 5, 6, 7], next.Select(lease => lease.Trial.Number));
        Assert.All(next, lease => Assert.Equal((3, 1), (lease.Slot, lease.Attempt.Attempt)));
        Assert.Equal(await Sweep(), sweep);
        var completed = await Store.ListTrialsAsync(new TrialQuery { Sweep = "a", States = [TrialState.Completed] }, Token);
        Assert.Equal([0, 1, 2], completed.Trials.Select(trial => trial.Record.Trial.Number));
        Assert.All(completed.Trials, trial => Assert.NotNull(trial.Record.Result));
        var events = await Events();
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(happened => happened.Sequence));
    }

    [Fact]
    public async Task CompleteAndClaim_RefusesOneAndTakesTheOthers()
    {
        await Submit(TestSweeps.Spec(40));
        var leases = await Claim(3);
        await Store.ReleaseAsync([leases[1].Attempt], Token);
        var again = await ClaimOne("s2");
        Assert.Equal((1, 2), (again.Trial.Number, again.Attempt.Attempt));

        var (sweep, accepted, next) = await CompleteAndClaim(TestSweeps.Spec(40), leases, ahead: 1);
        Assert.Equal([true, false, true], accepted);
        Assert.Equal((2, 2), (sweep!.Trials.Completed, sweep.Trials.Running));
        Assert.Equal(3, Assert.Single(next).Trial.Number);
        Assert.Null((await Trial(1)).Record.Result);
        Assert.NotNull((await Trial(2)).Record.Result);
        Assert.NotNull(await Complete(TestSweeps.End(again)));
    }

    /// <summary>Others shall find trials, too; what limits how many run is kept, and no crash fails those that wait.</summary>
    [Theory]
    [InlineData(400, null, 2, 24)]
    [InlineData(34, null, 2, 2)]
    [InlineData(8, null, 2, 1)]
    [InlineData(400, 3, 2, 1)]
    [InlineData(400, null, 1, 1)]
    public async Task CompleteAndClaim_HandsOutAPartOfWhatIsReady(int trials, int? maxConcurrent, int maxCrashes, int handed)
    {
        var spec = TestSweeps.Spec(trials, policy: new SweepPolicy { MaxConcurrent = maxConcurrent, MaxCrashes = maxCrashes });
        await Submit(spec);
        var (_, _, next) = await CompleteAndClaim(spec, await Claim(1), ahead: 60);
        Assert.Equal(handed, next.Count);
    }

    [Fact]
    public async Task CompleteAndClaim_AttemptsBeganAndEndedWhenTheyDid()
    {
        var spec = TestSweeps.Spec(400);
        await Submit(spec);
        var (_, _, next) = await CompleteAndClaim(spec, await Claim(1), ahead: 2);

        // A server's clock cannot be set, one in memory does not go by itself.
        await Task.Delay(60, Token);
        await Source.PassAsync(TimeSpan.FromMilliseconds(60));
        AttemptEnd[] ends =
        [
            TestSweeps.End(next[0]) with { BeganAgo = TimeSpan.FromMilliseconds(40), EndedAgo = TimeSpan.FromMilliseconds(30) },
            TestSweeps.End(next[1]) with { BeganAgo = TimeSpan.FromHours(1), EndedAgo = TimeSpan.FromMilliseconds(10) },
        ];
        await Store.CompleteAndClaimAsync(ends, next: null, TestSweeps.Advance(spec), Token);

        var attempts = await Store.ListAttemptsAsync("a", trial: null, Token);
        var (first, second) = (attempts.Single(attempt => attempt.Trial == 1), attempts.Single(attempt => attempt.Trial == 2));
        Assert.Equal(TimeSpan.FromMilliseconds(10), first.EndedAt - first.StartedAt);
        Assert.Equal(TimeSpan.FromMilliseconds(20), second.EndedAt - first.EndedAt);

        // Not before it was handed out.
        Assert.InRange((second.EndedAt - second.StartedAt)!.Value, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
    }

    private ValueTask<AttemptSuccession> CompleteAndClaim(TrialLease lease) => CompleteAndClaim(Spec, [lease], ahead: 1);

    private ValueTask<AttemptSuccession> CompleteAndClaim(SweepSpec spec, IReadOnlyList<TrialLease> leases, int ahead) => Store.CompleteAndClaimAsync(
        [.. leases.Select(lease => TestSweeps.End(lease))], TestSweeps.Claim() with { Slots = [3], Ahead = ahead }, TestSweeps.Advance(spec), Token);
}
