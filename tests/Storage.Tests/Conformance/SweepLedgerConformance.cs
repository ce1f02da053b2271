using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Tests.Conformance;

/// <summary><see cref="ISweepLedger"/>, line by line.</summary>
public abstract class SweepLedgerConformance(IStoreSource source) : StoreConformance(source)
{
    [Fact]
    public async Task Submit_WritesTheSweepAndItsFirstTrials()
    {
        var sweep = await Submit(TestSweeps.Spec(5));

        Assert.Equal(SweepState.Queued, sweep.State);
        Assert.Equal((5, 5), (sweep.Planned, sweep.Created));
        Assert.Equal(new TrialCounts { Pending = 5 }, sweep.Trials);
        Assert.Equal(Spec.ResolvedYaml, sweep.Specification);
        Assert.Equal(Spec.Hash, sweep.SpecificationHash);
        Assert.Equal(3, sweep.KeepModels);
        Assert.Null(sweep.StartedAt);
        Assert.Equal(sweep, await Store.FindSweepAsync("a", Token));
        Assert.Equal(Spec.Trial(3), (await Trial(3)).Record.Trial);
    }

    [Fact]
    public async Task Submit_KnownKeyAddsNothing()
    {
        await Submit(key: "k");
        var again = await Store.SubmitAsync(TestSweeps.Submission(Spec, "b", "k"), Token);

        Assert.False(again.Created);
        Assert.Equal("a", again.Sweep.Id);
        Assert.Null(await Store.FindSweepAsync("b", Token));
    }

    [Fact]
    public async Task Submit_KnownKeyWithAnotherSpecificationIsRefused()
    {
        await Submit(key: "k");
        var other = TestSweeps.Submission(TestSweeps.Spec(7), "b", "k");

        var error = await Assert.ThrowsAsync<SubmissionConflictException>(async () => await Store.SubmitAsync(other, Token));
        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ManyAtOnceWithOneKeyMakeOneSweep()
    {
        await using var second = await Source.OpenAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            async () => await (i % 2 == 0 ? Store : second).SubmitAsync(TestSweeps.Submission(Spec, $"id{i}", "k"), Token), Token)));

        Assert.Single(outcomes, outcome => outcome.Created);
        Assert.Single(outcomes.Select(outcome => outcome.Sweep.Id).Distinct());
        Assert.Single(await Store.ListSweepsAsync(new SweepQuery(), Token));
    }

    [Fact]
    public async Task FindSweep_UnknownIsNull() => Assert.Null(await Store.FindSweepAsync("nobody", Token));

    [Fact]
    public async Task ListSweeps_YoungestFirstByStateAndName()
    {
        await Submit(TestSweeps.Spec(name: "one"), "a");
        await Submit(TestSweeps.Spec(name: "two"), "b");
        await Submit(TestSweeps.Spec(name: "one"), "c");
        await Apply(SweepVerb.Pause, "b");

        Assert.Equal(["c", "b", "a"], await Ids(new SweepQuery()));
        Assert.Equal(["c", "a"], await Ids(new SweepQuery { Name = "one" }));
        Assert.Equal(["b"], await Ids(new SweepQuery { States = [SweepState.Paused, SweepState.Running] }));
        Assert.Equal(["b"], await Ids(new SweepQuery { Offset = 1, Limit = 1 }));

        async Task<IEnumerable<string>> Ids(SweepQuery query) => (await Store.ListSweepsAsync(query, Token)).Select(sweep => sweep.Id);
    }

    [Fact]
    public async Task Advance_UnknownIsNull() => Assert.Null(await Store.AdvanceAsync("nobody", SweepDecision.None, Token));

    [Fact]
    public async Task Advance_StateChangeHasAnEvent()
    {
        await Submit();
        var paused = await Apply(SweepVerb.Pause);

        Assert.Equal(SweepState.Paused, paused.State);
        Assert.Equal(["sweep", "sweep"], (await Events()).Select(one => one.Kind));
        Assert.Equal("""{"state":"paused","reason":null,"ended":0}""", (await Events())[^1].Data);
        Assert.Equal(2, paused.Sequence);
    }

    [Fact]
    public async Task Advance_DecideThatThrowsChangesNothing()
    {
        var before = await Submit();
        await Assert.ThrowsAsync<FormatException>(async () => await Store.AdvanceAsync("a", _ => throw new FormatException(), Token));

        Assert.Equal(before, await Sweep());
    }

    [Fact]
    public async Task Advance_AtOnceFromManyLosesNothing()
    {
        await Submit(TestSweeps.Spec(1));
        await using var second = await Source.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            async () => await (i % 2 == 0 ? Store : second).AdvanceAsync("a", sweep => SweepDecision.None(sweep) with { Planned = sweep.Planned + 1 }, Token), Token)));

        Assert.Equal(41, (await Sweep()).Planned);
    }

    [Fact]
    public async Task Advance_CancelOpenEndsPendingAndRunningTrials()
    {
        await Submit();
        var lease = await ClaimOne();
        await Store.ReportAsync([new AttemptReport(lease.Attempt, [TestSweeps.Epoch(1)], 2)], Token);
        var cancelled = await Apply(SweepVerb.Cancel);

        Assert.Equal(SweepState.Cancelled, cancelled.State);
        Assert.NotNull(cancelled.EndedAt);
        Assert.Equal(new TrialCounts { Cancelled = 4 }, cancelled.Trials);
        Assert.Equal(1, cancelled.Epochs);
        Assert.Equal(4, (await Ended()).Count);
        Assert.Equal(AttemptOutcome.Cancelled, Assert.Single(await Store.ListAttemptsAsync("a", trial: null, Token)).Outcome);
        Assert.Null(await Complete(TestSweeps.End(lease)));
        Assert.Equal([AttemptDirective.Abandon], await Store.ReportAsync([new AttemptReport(lease.Attempt, [], 3)], Token));
        Assert.Equal(cancelled, await Sweep());
    }

    [Fact]
    public async Task Advance_RetryUnfinishedOpensFailedAndCancelledTrials()
    {
        await Submit(TestSweeps.Spec(2));
        var leases = await Claim(2);
        await Complete(TestSweeps.End(leases[0], state: TrialState.Failed));
        await Complete(TestSweeps.End(leases[1]));
        var ended = await Sweep();
        Assert.Equal((SweepState.CompletedWithFailures, 4L), (ended.State, ended.Epochs));

        var again = await Apply(SweepVerb.Retry);

        Assert.Equal(SweepState.Running, again.State);
        Assert.Null(again.EndedAt);
        Assert.Equal(new TrialCounts { Pending = 1, Completed = 1 }, again.Trials);
        Assert.Equal(2, again.Epochs);
        var trial = await Trial(0);
        Assert.Equal(TrialState.Pending, trial.Record.State);
        Assert.Null(trial.Record.Failure);
        Assert.Null(trial.Record.Result);
        Assert.Empty(await Store.ReadEpochsAsync("a", 0, Token));
        Assert.Equal(2, (await ClaimOne()).Attempt.Attempt);
    }

    [Fact]
    public async Task Advance_RetryCountsTheSecondsBeforeACheckpointOnce()
    {
        await Submit(TestSweeps.Spec(2));
        var leases = await Claim(2);
        await Store.ReportAsync([.. leases.Select(lease => new AttemptReport(lease.Attempt, [TestSweeps.Epoch(1)], 20))], Token);
        await Store.SaveCheckpointAsync(leases[0].Attempt, new byte[5], Token);
        await Apply(SweepVerb.Cancel);
        Assert.Equal(40, (await Sweep()).Seconds);

        await Apply(SweepVerb.Retry);
        foreach (var lease in await Claim(2))
        {
            // What the runner says: the seconds that the checkpoint holds, and those since.
            await Store.ReportAsync([new AttemptReport(lease.Attempt, [], lease.HasCheckpoint ? 23 : 5)], Token);
        }

        Assert.Equal(40 + 3 + 5, (await Sweep()).Seconds);
    }

    [Fact]
    public async Task FixDataset_FirstCallWins()
    {
        await Submit();
        var first = new DatasetIdentity("mnist", new string('a', 64));
        Assert.Equal(first, await Store.FixDatasetAsync("a", first, Token));
        Assert.Equal(first, await Store.FixDatasetAsync("a", first with { Name = "digits" }, Token));
        Assert.Equal(first, (await Sweep()).Dataset);
        Assert.Null(await Store.FixDatasetAsync("nobody", first, Token));
    }

    [Fact]
    public async Task ReadEvents_AreNumberedWithoutGaps()
    {
        await Submit();
        var lease = await ClaimOne();
        await Store.ReportAsync([new AttemptReport(lease.Attempt, [TestSweeps.Epoch(1, double.NaN)], 1)], Token);
        await Complete(TestSweeps.End(lease, reported: 1));
        await Apply(SweepVerb.Cancel);

        var events = await Events();
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(one => one.Sequence));
        Assert.Equal(events.Count, (await Sweep()).Sequence);
        Assert.Equal(
            ["sweep", "sweep", "started", "epochs", "ended", "ended", "ended", "ended", "sweep"],
            events.Select(one => one.Kind));
        Assert.Equal("""{"attempt":1,"silo":"s1","slot":0}""", events[2].Data);
        Assert.Equal("""{"attempt":1,"epoch":1,"trainingLoss":"NaN","validationLoss":"NaN","validationAccuracy":null}""", events[3].Data);
        Assert.Equal("""{"attempt":1,"state":"completed","failure":null}""", events[4].Data);
        Assert.Equal("""{"attempt":0,"state":"cancelled","failure":null}""", events[5].Data);
        Assert.Equal(events.Skip(3).Take(2), await Store.ReadEventsAsync("a", 3, 2, Token));
    }
}
