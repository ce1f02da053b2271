using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;

namespace DropoutSweep.Storage.Tests.Conformance;

/// <summary><see cref="ISiloRegistry"/>, line by line.</summary>
public abstract class SiloRegistryConformance(IStoreSource source) : StoreConformance(source)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task EnterSilo_IsListedWithWhatItHolds()
    {
        await Submit();
        await Store.EnterSiloAsync(TestSweeps.Silo("s2"), Minute, Token);
        await Store.EnterSiloAsync(TestSweeps.Silo("s1"), Minute, Token);
        await Claim(2, "s1");

        var silos = await Store.ListSilosAsync(Token);
        Assert.Equal([("s1", true, 2), ("s2", true, 0)], silos.Select(silo => (silo.Id, silo.Alive, silo.Running)));
        var silo1 = silos[0];
        Assert.Equal(
            TestSweeps.Silo("s1") with { EnteredAt = silo1.EnteredAt, LeaseUntil = silo1.LeaseUntil, Alive = true, Running = 2 },
            silo1);
        Assert.InRange(silo1.LeaseUntil - silo1.EnteredAt, Minute, Minute + TimeSpan.FromSeconds(5));
        await Source.PassAsync(Minute * 2);
        Assert.All(await Store.ListSilosAsync(Token), silo => Assert.False(silo.Alive));
    }

    [Theory]
    [InlineData(SiloEnd.Stopped, 0, 0, 0, AttemptOutcome.Released)]
    [InlineData(SiloEnd.Lost, 1, 0, 1, AttemptOutcome.Lost)]
    [InlineData(SiloEnd.Crashed, 0, 1, 1, AttemptOutcome.Crashed)]
    public async Task LeaveSilo_GivesItsTrialsBack(SiloEnd end, int losses, int crashes, int lost, AttemptOutcome outcome)
    {
        await Submit();
        await Store.EnterSiloAsync(TestSweeps.Silo("s1"), Minute, Token);
        await ClaimOne("s1");
        await ClaimOne("s2");

        Assert.Equal(1, await Store.LeaveSiloAsync("s1", end, TestSweeps.Advance(Spec), Token));
        Assert.Equal(0, await Store.LeaveSiloAsync("s1", end, TestSweeps.Advance(Spec), Token));

        Assert.Empty(await Store.ListSilosAsync(Token));
        var trial = await Trial(0);
        Assert.Equal((TrialState.Pending, losses, crashes), (trial.Record.State, trial.Losses, trial.Crashes));
        Assert.Equal(TrialState.Running, (await Trial(1)).Record.State);
        var sweep = await Sweep();
        Assert.Equal((lost, 3, 1), (sweep.Lost, sweep.Trials.Pending, sweep.Trials.Running));
        Assert.Equal(outcome, (await Store.ListAttemptsAsync("a", trial: null, Token))[0].Outcome);
    }

    [Fact]
    public async Task LeaveSilo_CrashedTooOftenFailsTheTrial()
    {
        await Submit(TestSweeps.Spec(1, policy: new SweepPolicy { MaxCrashes = 2 }));
        for (var i = 1; i <= 2; i++)
        {
            await ClaimOne($"s{i}");
            await Store.LeaveSiloAsync($"s{i}", SiloEnd.Crashed, TestSweeps.Advance(Spec), Token);
        }

        var trial = await Trial(0);
        Assert.Equal((TrialState.Failed, 2), (trial.Record.State, trial.Crashes));
        Assert.Equal(TrialFailureKind.Crashed, trial.Record.Failure!.Kind);
        var sweep = await Sweep();
        Assert.Equal(SweepState.CompletedWithFailures, sweep.State);
        Assert.Equal(new TrialCounts { Failed = 1 }, sweep.Trials);
        Assert.Single(await Ended());
        Assert.Equal(["lost", "ended", "sweep"], (await Events()).TakeLast(3).Select(one => one.Kind));
    }

    [Fact]
    public async Task LeaveSilo_UnknownIsNothing() => Assert.Equal(0, await Store.LeaveSiloAsync("nobody", SiloEnd.Lost, SweepDecision.None, Token));

    [Fact]
    public async Task EnterSilo_OfAnotherEngineIsRefusedWhileOneLives()
    {
        await Store.EnterSiloAsync(TestSweeps.Silo("s1"), Minute, Token);
        await Store.EnterSiloAsync(TestSweeps.Silo("s2"), Minute, Token);
        await using var other = await Source.OpenAsync();
        var error = await Assert.ThrowsAsync<EngineConflictException>(() => other.EnterSiloAsync(Orleans("o1"), Minute, Token).AsTask());
        Assert.Equal("sql", (await Assert.ThrowsAsync<EngineConflictException>(() => other.CheckEngineAsync("orleans", Token).AsTask())).Engine);
        await other.CheckEngineAsync("sql", Token);

        Assert.Equal("sql", error.Engine);
        Assert.Contains(Store.Description.Address, error.Message, StringComparison.Ordinal);
        Assert.Contains("the engine sql, this silo's is orleans", error.Message, StringComparison.Ordinal);
        Assert.Contains("2 silos work on it, among them s1 (machine host, process 17)", error.Message, StringComparison.Ordinal);
        Assert.Matches("has run out: if none of them lives, in (59|60|61) s\\.", error.Message);
        Assert.Equal(["s1", "s2"], (await other.ListSilosAsync(Token)).Select(silo => silo.Id));
        await Store.EnterSiloAsync(TestSweeps.Silo("s1"), Minute, Token);
        Assert.Empty(await Store.RenewAsync("s1", Minute, Token));
    }

    [Fact]
    public async Task EnterSilo_OfAnotherEngineTakesAStoreThatAllHaveLeft()
    {
        await Store.EnterSiloAsync(TestSweeps.Silo("s1"), Minute, Token);
        await Store.LeaveSiloAsync("s1", SiloEnd.Stopped, SweepDecision.None, Token);
        await Store.EnterSiloAsync(Orleans("o1"), Minute, Token);

        Assert.Equal(("o1", "orleans", true), Assert.Single((await Store.ListSilosAsync(Token)).Select(silo => (silo.Id, silo.Engine, silo.Alive))));
        Assert.Equal("orleans", (await Assert.ThrowsAsync<EngineConflictException>(() => Store.EnterSiloAsync(TestSweeps.Silo("s2"), Minute, Token).AsTask())).Engine);
    }

    [Fact]
    public async Task EnterSilo_OfAnotherEngineTakesAStoreFromTheDead_WhoCannotComeBack()
    {
        await Submit();
        await Store.EnterSiloAsync(TestSweeps.Silo("s1"), Minute, Token);
        var lease = await ClaimOne();
        await Source.PassAsync(Minute * 2);
        await Store.EnterSiloAsync(Orleans("o1"), Minute, Token);
        await Store.RescueAsync(Token);
        var before = (await Store.ListSilosAsync(Token))[1];
        Assert.Equal(("s1", false), (before.Id, before.Alive));

        var error = await Assert.ThrowsAsync<EngineConflictException>(() => Store.RenewAsync("s1", Minute, Token).AsTask());
        Assert.Contains("was taken over by the engine orleans", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<EngineConflictException>(() => Store.EnterSiloAsync(TestSweeps.Silo("s1"), Minute, Token).AsTask());
        Assert.Equal(before, (await Store.ListSilosAsync(Token))[1]);
        Assert.Equal([AttemptDirective.Abandon], await Store.ReportAsync([new AttemptReport(lease.Attempt, [], 1)], Token));
        await Store.LeaveSiloAsync("s1", SiloEnd.Stopped, SweepDecision.None, Token);
        Assert.Empty(await Store.RenewAsync("o1", Minute, Token));
    }

    [Fact]
    public async Task RenewSilo_WhoseLeaseHasRunOutStays_WhileNoOtherEngineCame()
    {
        await Store.EnterSiloAsync(TestSweeps.Silo("s1"), Minute, Token);
        await Source.PassAsync(Minute * 2);
        await Store.EnterSiloAsync(TestSweeps.Silo("s2"), Minute, Token);
        await Store.RenewAsync("s1", Minute, Token);

        Assert.All(await Store.ListSilosAsync(Token), silo => Assert.True(silo.Alive));
    }

    [Fact]
    public async Task EnterSilo_OfTwoEnginesAtOnceLeavesOne()
    {
        await using var other = await Source.OpenAsync();
        for (var round = 0; round < 8; round++)
        {
            var sql = Enumerable.Range(0, 3).Select(i => TestSweeps.Silo($"s{i}"));
            var orleans = Enumerable.Range(0, 3).Select(i => Orleans($"o{i}"));
            var entered = await Task.WhenAll(sql.Zip(orleans).SelectMany(pair => new[] { Enter(Store, pair.First), Enter(other, pair.Second) }));

            var silos = await Store.ListSilosAsync(Token);
            Assert.Single(silos.Select(silo => silo.Engine).Distinct(StringComparer.Ordinal));
            Assert.Equal(3, silos.Count);
            Assert.Equal(3, entered.Count(success => success));
            foreach (var silo in silos)
            {
                await Store.LeaveSiloAsync(silo.Id, SiloEnd.Stopped, SweepDecision.None, Token);
            }
        }
    }

    [Fact]
    public async Task RenewSilo_WhileAnotherEngineEntersLeavesOne()
    {
        await using var other = await Source.OpenAsync();
        for (var round = 0; round < 8; round++)
        {
            await Store.EnterSiloAsync(TestSweeps.Silo("s1"), Minute, Token);
            await Source.PassAsync(Minute * 2);
            await Task.WhenAll(Task.Run(() => Renew("s1"), Token), Enter(other, Orleans("o1")));

            Assert.Single(await Store.ListSilosAsync(Token), silo => silo.Alive);
            await Store.LeaveSiloAsync("s1", SiloEnd.Stopped, SweepDecision.None, Token);
            await Store.LeaveSiloAsync("o1", SiloEnd.Stopped, SweepDecision.None, Token);
        }
    }

    private static SiloRecord Orleans(string id) => TestSweeps.Silo(id) with { Engine = "orleans" };

    /// <returns>Whether it has entered.</returns>
    private static Task<bool> Enter(ISweepStore store, SiloRecord silo) => Task.Run(
        async () =>
        {
            try
            {
                await store.EnterSiloAsync(silo, Minute, Token);
                return true;
            }
            catch (EngineConflictException)
            {
                return false;
            }
        },
        Token);

    private async Task Renew(string silo)
    {
        try
        {
            await Store.RenewAsync(silo, Minute, Token);
        }
        catch (EngineConflictException)
        {
            // The other one was first.
        }
    }
}
