using DropoutSweep.Grains.Orleans.Contracts;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using Xunit;

namespace DropoutSweep.Grains.Tests.Orleans;

/// <summary>Who gets which trials.</summary>
public sealed class HandOutTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, new[] { 1, 1, 1 })]
    [InlineData(5, new[] { 1, 2, 2 })]
    [InlineData(40, new[] { 2, 2, 2 })]
    public async Task Wake_SpreadsTrialsEvenly_AndNeverOverASilosSlots(int trials, int[] expected)
    {
        await using var room = await GrainRoom.OpenAsync(silos: 3, slots: 2);
        var sweep = await room.SubmitAsync(trials);

        // As silos do it: all of them, more than once, at the same time.
        await Task.WhenAll(Enumerable.Range(0, 9).Select(_ => room.Sweep(sweep).WakeAsync()));
        await GrainRoom.UntilAsync(() => room.Spread().Sum() >= expected.Sum(), "the trials to run");
        await room.Sweep(sweep).WakeAsync();
        Assert.Equal(expected, room.Spread());
        Assert.Equal(expected.Sum(), (await room.Store.FindSweepAsync(sweep, Token))!.Trials.Running);
    }

    [Fact]
    public async Task Wake_MaxConcurrent_IsKeptOverAllSilos()
    {
        await using var room = await GrainRoom.OpenAsync(silos: 2, slots: 2);
        var sweep = await room.SubmitAsync(trials: 10, "execution: {max_concurrent: 3}");
        await room.Sweep(sweep).WakeAsync();
        await GrainRoom.UntilAsync(() => room.Spread().Sum() == 3, "three trials");
        await room.Sweep(sweep).WakeAsync();
        Assert.Equal([1, 2], room.Spread());
    }

    [Fact]
    public async Task Wake_SiloThatTakesNothing_LeavesItToTheOthers()
    {
        await using var room = await GrainRoom.OpenAsync(silos: 2, slots: 2);
        var refusing = room.Slots.Values.First();
        refusing.Refuses = true;
        var sweep = await room.SubmitAsync(trials: 2);
        await room.Sweep(sweep).WakeAsync();
        await GrainRoom.UntilAsync(() => room.Spread().Sum() == 2, "both trials");
        Assert.Empty(refusing.Running);
        Assert.Equal(2, (await room.Store.FindSweepAsync(sweep, Token))!.Trials.Running);
    }

    [Fact]
    public async Task Wake_SiloThatIsNoMember_HoldsUpNobody()
    {
        await using var room = await GrainRoom.OpenAsync(silos: 1, slots: 2);
        await room.EnterAsync("stranger", slots: 8);
        var sweep = await room.SubmitAsync(trials: 2);
        await room.Sweep(sweep).WakeAsync();
        await GrainRoom.UntilAsync(() => room.Spread().Sum() == 2, "both trials");
    }

    [Fact]
    public async Task Start_OnAnotherSiloThanTheLeases_IsRefused()
    {
        await using var room = await GrainRoom.OpenAsync(silos: 1, slots: 2);
        var lease = new TrialLease(new AttemptId("sweep", 1, 1), new Trial(1, 1, 0, 1), Slot: 0, Exclusive: false, HasCheckpoint: false);
        var grain = room.Cluster.Client.GetGrain<ITrialGrain>("sweep/1/1");
        Assert.False(await grain.StartAsync(LeaseMessage.Of("another", lease)));
        Assert.True(await grain.StartAsync(LeaseMessage.Of(room.Slots.Keys.Single(), lease)));
        Assert.False(await grain.StartAsync(LeaseMessage.Of(room.Slots.Keys.Single(), lease)));
        Assert.Single(room.Slots.Values.Single().Running);
    }

    [Fact]
    public async Task End_OfAnAttempt_EndsItsGrain_AndAGrainThatGoesFirstDisturbsNothing()
    {
        await using var room = await GrainRoom.OpenAsync(silos: 1, slots: 2);
        var slots = room.Slots.Values.Single();
        var sweep = await room.SubmitAsync(trials: 2);
        await room.Sweep(sweep).WakeAsync();
        await GrainRoom.UntilAsync(() => slots.Running.Count == 2, "both trials");
        var grain = room.Cluster.Client.GetGrain<ITrialGrain>($"{sweep}/0/1");
        var gone = room.Cluster.WaitForDeactivationAsync(grain);
        slots.End(slots.Running.Single(lease => lease.Trial.Number == 0).Slot);
        await gone.WaitAsync(TimeSpan.FromSeconds(10), Token);
        await room.Cluster.DeactivateAsync(room.Cluster.Client.GetGrain<ITrialGrain>($"{sweep}/1/1"));
        Assert.Equal(1, Assert.Single(slots.Running).Trial.Number);
        Assert.Empty(slots.Told);
    }

    [Fact]
    public async Task Complete_TakesEachEnd_AndHandsItsSlotTrialsToGoOnWith()
    {
        await using var room = await GrainRoom.OpenAsync(silos: 1, slots: 1);
        var sweep = await room.SubmitAsync(trials: 40);
        await room.Sweep(sweep).WakeAsync();
        await GrainRoom.UntilAsync(() => room.Spread().Sum() == 1, "a trial");
        var first = room.Slots.Values.Single().Running.Single();
        var claim = new ClaimMessage { Silo = room.Slots.Keys.Single(), Slots = [0], Ahead = 2, Lease = TimeSpan.FromMinutes(1), Except = [] };
        var answer = await room.Sweep(sweep).CompleteAsync([TestEnds.Of(first)], claim);
        Assert.Equal([true], answer.Accepted);
        Assert.Equal([1, 2], answer.Next.Select(lease => lease.Trial));
        Assert.All(answer.Next, lease => Assert.Equal((claim.Silo, 0, sweep), (lease.Silo, lease.Slot, lease.Sweep)));

        EndMessage[] ends = [TestEnds.Of(first), .. answer.Next.Select(lease => TestEnds.Of(lease.ToLease()))];
        answer = await room.Sweep(sweep).CompleteAsync(ends, next: null);
        Assert.Equal([false, true, true], answer.Accepted);
        Assert.Empty(answer.Next);
        Assert.Equal((3, 0), await Counted());

        async Task<(int Completed, int Running)> Counted()
        {
            var record = await room.Store.FindSweepAsync(sweep, Token);
            return (record!.Trials.Completed, record.Trials.Running);
        }
    }

    /// <summary>A silo that stops leaves the store by itself: the others neither take it for lost nor say so.</summary>
    [Fact]
    public async Task Stop_OfASilo_IsNotTakenForItsDeathAtOnce()
    {
        await using var room = await GrainRoom.OpenAsync(silos: 2, slots: 1);
        var stopped = room.Slots.Keys.Single(silo => silo.EndsWith(room.Cluster.Silos[^1].Name, StringComparison.Ordinal));
        await room.Cluster.StopSiloAsync(room.Cluster.Silos[^1], Token);
        await Task.Delay(TimeSpan.FromSeconds(1), Token);
        Assert.Contains(await room.Store.ListSilosAsync(Token), silo => string.Equals(silo.Id, stopped, StringComparison.Ordinal));
    }

    /// <summary>Killed while it stopped, or without a way to the store, it cannot.</summary>
    [Fact]
    public async Task Stop_OfASiloThatDoesNotLeave_ItsTrialsAreTakenBack()
    {
        await using var room = await GrainRoom.OpenAsync(silos: 2, slots: 1);
        var sweep = await room.SubmitAsync(trials: 2);
        await room.Sweep(sweep).WakeAsync();
        await GrainRoom.UntilAsync(() => room.Spread().Sum() == 2, "a trial on each silo");
        await room.Cluster.StopSiloAsync(room.Cluster.Silos[^1], Token);
        await GrainRoom.UntilAsync(async () => (await room.Store.FindSweepAsync(sweep, Token))!.Lost == 1, "its trial to be taken back");
    }

    [Fact]
    public async Task Kill_SilosTrials_AreTakenBackAndRunElsewhere()
    {
        await using var room = await GrainRoom.OpenAsync(silos: 3, slots: 2);
        var sweep = await room.SubmitAsync(trials: 3);
        await room.Sweep(sweep).WakeAsync();
        await GrainRoom.UntilAsync(() => room.Spread().Sum() == 3, "a trial on each silo");
        var victim = room.Cluster.Silos[^1];
        await room.Cluster.KillSiloAsync(victim, Token);
        await GrainRoom.UntilAsync(async () => (await room.Store.FindSweepAsync(sweep, Token))!.Lost == 1, "the silo to be declared dead");
        await GrainRoom.UntilAsync(
            async () =>
            {
                await room.Sweep(sweep).WakeAsync();
                return room.Slots.Values.Where(slots => !slots.Silo.EndsWith(victim.Name, StringComparison.Ordinal)).Sum(slots => slots.Running.Count) == 3;
            },
            "its trial elsewhere");
    }
}
