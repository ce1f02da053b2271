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
    public async Task Conformance_OfAStoreWithoutTagsFails()
    {
        await Fails(() => new Membership(), suite => suite.Add_OnAnOlderTableIsRefused());
        await Fails(() => new Membership(), suite => suite.Add_KnownAddressIsRefused());
        await Fails(() => new Membership(), suite => suite.Replace_OfAnOlderMemberIsRefused());
        await Fails(() => new Membership(), suite => suite.Replace_OnAnOlderTableIsRefused());
        await Fails(() => new Membership(), suite => suite.Delete_TakesTheClusterOnly_AndItsTagsNeverComeAgain());
        await Fails(() => new MembershipRace(), suite => suite.Add_OfManyOnOneTable_OneSucceeds());
        await Fails(() => new MembershipRace(), suite => suite.Replace_OfManyWhoReadAgain_LosesNone());
    }

    [Fact]
    public async Task Conformance_OfAStoreThatAnyEngineEntersFails()
    {
        await Fails(() => new Silos(), suite => suite.EnterSilo_OfAnotherEngineIsRefusedWhileOneLives());
        await Fails(() => new Silos(), suite => suite.EnterSilo_OfTwoEnginesAtOnceLeavesOne());
    }

    [Fact]
    public async Task Conformance_OfTheRestOfThatStorePasses()
    {
        await using var suite = new Journal();
        await suite.InitializeAsync();
        await suite.Complete_WritesEverythingTogether();
        await using var members = new Membership();
        await members.InitializeAsync();
        await members.Add_IsReadBackWholeByAnyStore();
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

    private sealed class Silos() : SiloRegistryConformance(new UnfencedSource());

    private sealed class Membership() : MembershipLedgerConformance(new UnfencedSource());

    private sealed class MembershipRace() : MembershipRaceConformance(new UnfencedSource());
}
