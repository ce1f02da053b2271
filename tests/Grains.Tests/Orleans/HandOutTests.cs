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
