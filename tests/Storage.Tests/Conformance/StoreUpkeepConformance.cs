using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Tests.Conformance;

/// <summary><see cref="IStoreUpkeep"/>, and waiting for changes.</summary>
public abstract class StoreUpkeepConformance(IStoreSource source) : StoreConformance(source)
{
    [Fact]
    public async Task Prune_FreesWhatEndedSweepsDoNotNeed()
    {
        await EndedSweep();
        await Submit(TestSweeps.Spec(2), "running");
        var request = new PruneRequest { KeepModels = 1 };
        var before = (await Store.FindSweepAsync("a", Token))!.Sequence;
        var expected = new PruneOutcome(0, 1, 1, (await Events()).Count, 3 + 5);

        Assert.Equal(expected, await Store.PruneAsync(request with { DryRun = true }, Token));
        Assert.NotEmpty(await Events());
        Assert.Equal(expected, await Store.PruneAsync(request, Token));
        var told = Assert.Single(await Events());
        Assert.Equal((SweepEventKinds.Pruned, (await Store.FindSweepAsync("a", Token))!.Sequence), (told.Kind, told.Sequence));
        Assert.Equal(before + 1, told.Sequence);
        Assert.NotNull(await Store.ReadModelAsync("a", 0, Token));
        Assert.Null(await Store.ReadModelAsync("a", 1, Token));
        Assert.Equal(3, (await Ended()).Count);
        Assert.NotEmpty(await Events("running"));
        Assert.Equal(new PruneOutcome(0, 0, 0, 0, 0), await Store.PruneAsync(request, Token));
    }

    [Fact]
    public async Task Prune_DeletesOldSweepsOnly()
    {
        await EndedSweep();
        var request = new PruneRequest { DeleteSweeps = true, OlderThan = TimeSpan.FromHours(1) };
        Assert.Equal(0, (await Store.PruneAsync(request, Token)).Sweeps);
        await Source.PassAsync(TimeSpan.FromHours(2));

        Assert.Equal(0, (await Store.PruneAsync(request with { Sweep = "other" }, Token)).Sweeps);
        Assert.Equal(1, (await Store.PruneAsync(request, Token)).Sweeps);
        Assert.Null(await Store.FindSweepAsync("a", Token));
        Assert.Null(await Store.FindTrialAsync("a", 0, Token));
        await Submit();
    }

    [Fact]
    public async Task WaitForChange_ReturnsSoonAfterAnotherStoresWrite()
    {
        await Submit();
        await using var second = await Source.OpenAsync();
        var wait = second.WaitForChangeAsync(await Settle(second), TimeSpan.FromSeconds(30), Token).AsTask();
        Assert.False(wait.IsCompleted);
        var began = TimeProvider.System.GetTimestamp();
        await ClaimOne();
        await wait;

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task WaitForChange_AClaimThatFindsNothingIsNoChange()
    {
        var wait = Store.WaitForChangeAsync(await Settle(Store), TimeSpan.FromSeconds(30), Token).AsTask();
        Assert.Empty(await Claim(1));
        await Task.WhenAny(wait, Task.Delay(300, Token));
        Assert.False(wait.IsCompleted);
        await Submit();
        await wait;
    }

    [Fact]
    public async Task WaitForChange_EveryoneWhoWaitsIsWoken()
    {
        var seen = await Settle(Store);
        var first = Store.WaitForChangeAsync(seen, TimeSpan.FromSeconds(30), Token).AsTask();
        var second = Store.WaitForChangeAsync(seen, TimeSpan.FromSeconds(30), Token).AsTask();
        await Submit();

        Assert.NotEqual(seen, await first);
        Assert.NotEqual(seen, await second);
        Assert.True(Store.WaitForChangeAsync(seen, TimeSpan.FromSeconds(30), Token).AsTask().IsCompleted, "A change from before the wait has been forgotten.");
        Assert.True(Store.WaitForChangeAsync(0, TimeSpan.FromSeconds(30), Token).AsTask().IsCompleted, "Who has seen nothing waits.");
    }

    /// <summary>Until a wait comes to its timeout: what was written before has been heard of.</summary>
    /// <returns>The store's change number.</returns>
    private static async Task<long> Settle(ISweepStore store)
    {
        var timeout = TimeSpan.FromMilliseconds(300);
        var (seen, now) = (0L, await store.WaitForChangeAsync(0, timeout, Token));
        while (now != seen)
        {
            (seen, now) = (now, await store.WaitForChangeAsync(now, timeout, Token));
        }

        return seen;
    }

    /// <summary>Two models, and a checkpoint of a trial that was cancelled.</summary>
    private async Task EndedSweep()
    {
        await Submit(TestSweeps.Spec(3));
        var leases = await Claim(3);
        await Complete(TestSweeps.End(leases[0], 0.1, model: [1, 2]));
        await Complete(TestSweeps.End(leases[1], 0.2, model: [1, 2, 3]));
        await Store.SaveCheckpointAsync(leases[2].Attempt, new byte[5], Token);
        await Apply(SweepVerb.Cancel);
    }
}
