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
        await Store.LeaveSiloAsync("s1", end, TestSweeps.Advance(Spec), Token);

        Assert.Empty(await Store.ListSilosAsync(Token));
        var trial = await Trial(0);
        Assert.Equal((TrialState.Pending, losses, crashes), (trial.Record.State, trial.Losses, trial.Crashes));
        Assert.Equal(TrialState.Running, (await Trial(1)).Record.State);
        var sweep = await Sweep();
        Assert.Equal((lost, 3, 1), (sweep.Lost, sweep.Trials.Pending, sweep.Trials.Running));
        Assert.Equal(outcome, (await Store.ListAttemptsAsync("a", Token))[0].Outcome);
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
    public async Task LeaveSilo_UnknownIsNothing() => await Store.LeaveSiloAsync("nobody", SiloEnd.Lost, SweepDecision.None, Token);
}
