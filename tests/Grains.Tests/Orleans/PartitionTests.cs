using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.Grains.Tests.Orleans;

/// <summary>A cluster that has fallen apart, both halves of which still reach the store: every sweep has a grain in each.</summary>
public sealed class PartitionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Halves_HandOutEveryTrialOnce_AndTakeItsEndOnce()
    {
        await using var one = await GrainRoom.OpenAsync(silos: 1, slots: 3);
        await using var other = await GrainRoom.JoinAsync(one, slots: 3);
        var sweep = await one.SubmitAsync(trials: 6);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? one : other).Sweep(sweep).WakeAsync()));
        await GrainRoom.UntilAsync(() => one.Spread().Sum() + other.Spread().Sum() == 6, "all trials to run");
        TrialLease[] leases = [.. one.Slots.Values.Concat(other.Slots.Values).SelectMany(slots => slots.Running)];
        Assert.Equal(6, leases.Select(lease => lease.Trial.Number).Distinct().Count());

        var lease = leases[0];
        var end = TestEnds.Of(lease);
        var answers = await Task.WhenAll(one.Sweep(sweep).EndAsync(end), other.Sweep(sweep).EndAsync(end));
        Assert.Single(answers, accepted => accepted);
        Assert.Equal(1, (await one.Store.FindSweepAsync(sweep, Token))!.Trials.Completed);
    }
}
