using DropoutSweep.Storage.Tests.Conformance;
using Xunit.Sdk;

namespace DropoutSweep.Storage.Tests.Broken;

/// <summary>The suite can fail: it does on a store without fences.</summary>
public sealed class BrokenStoreTests
{
    [Fact]
    public async Task Conformance_OfAStoreWithoutFencesFails()
    {
        await Fails(() => new Journal(), suite => suite.Complete_OfALostAttemptChangesNothing());
        await Fails(() => new Journal(), suite => suite.Checkpoint_OfAnEarlierAttemptIsRefused());
        await Fails(() => new Leases(), suite => suite.Release_GivesBackWithoutALoss());
    }

    [Fact]
    public async Task Conformance_OfTheRestOfThatStorePasses()
    {
        await using var suite = new Journal();
        await suite.InitializeAsync();
        await suite.Complete_WritesEverythingTogether();
    }

    private static async Task Fails<T>(Func<T> create, Func<T, Task> test)
        where T : StoreConformance
    {
        await using var suite = create();
        await suite.InitializeAsync();
        await Assert.ThrowsAnyAsync<XunitException>(() => test(suite));
    }

    private sealed class Journal() : AttemptJournalConformance(new UnfencedSource());

    private sealed class Leases() : TrialLeasesConformance(new UnfencedSource());
}
