using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Storage.Tests.Conformance;

/// <summary><see cref="IMembershipLedger"/>, line by line.</summary>
public abstract class MembershipLedgerConformance(IStoreSource source) : StoreConformance(source)
{
    [Fact]
    public async Task Begin_MakesAnEmptyTableOnce()
    {
        Assert.Null(await Store.ReadMembershipAsync("c", null, Token));
        await Store.BeginMembershipAsync("c", Token);
        var table = await TestMembers.Read(Store);
        Assert.Equal(("c", 0), (table.Cluster, table.Version));
        Assert.NotEmpty(table.Tag);
        Assert.Empty(table.Members);

        await using var other = await Source.OpenAsync();
        await Task.WhenAll(Store.BeginMembershipAsync("c", Token).AsTask(), other.BeginMembershipAsync("c", Token).AsTask());
        Assert.Equal(table.Tag, (await TestMembers.Read(other)).Tag);
        Assert.True(await TestMembers.Add(Store, table, TestMembers.Member(1)));
        await other.BeginMembershipAsync("c", Token);
        Assert.Single((await TestMembers.Read(other)).Members);
    }

    [Fact]
    public async Task Add_IsReadBackWholeByAnyStore()
    {
        var empty = await Begin();
        Assert.True(await TestMembers.Add(Store, empty, TestMembers.Member(2)));
        var one = await TestMembers.Read(Store);
        Assert.True(await TestMembers.Add(Store, one, TestMembers.Member(1)));

        await using var other = await Source.OpenAsync();
        var two = await TestMembers.Read(other);
        Assert.Equal((1, 2), (one.Version, two.Version));
        Assert.Equal([TestMembers.Text(TestMembers.Member(1)), TestMembers.Text(TestMembers.Member(2))], two.Members.Select(stored => TestMembers.Text(stored.Member)));
        Assert.Equal(3, new[] { empty.Tag, one.Tag, two.Tag }.Distinct(StringComparer.Ordinal).Count());
        Assert.All(two.Members, stored => Assert.NotEmpty(stored.Tag));
        Assert.Equal(TestMembers.Of(one, TestMembers.Address(2)).Tag, TestMembers.Of(two, TestMembers.Address(2)).Tag);
    }

    [Theory]
    [InlineData(MemberStatus.None)]
    [InlineData(MemberStatus.Created)]
    [InlineData(MemberStatus.Joining)]
    [InlineData(MemberStatus.Active)]
    [InlineData(MemberStatus.ShuttingDown)]
    [InlineData(MemberStatus.Stopping)]
    [InlineData(MemberStatus.Dead)]
    public async Task Add_KeepsEveryStatus(MemberStatus status)
    {
        await Add(TestMembers.Member(1, status));
        Assert.Equal(status, Assert.Single((await TestMembers.Read(Store)).Members).Member.Status);
    }

    [Fact]
    public async Task Add_KnownAddressIsRefused()
    {
        var table = await Add(TestMembers.Member(1));
        await RefusedAsync(() => TestMembers.Add(Store, table, TestMembers.Member(1) with { Name = "another" }));
    }

    [Fact]
    public async Task Add_OnAnOlderTableIsRefused()
    {
        var empty = await Begin();
        await Add(TestMembers.Member(1));
        await RefusedAsync(() => TestMembers.Add(Store, empty, TestMembers.Member(1)));
        await RefusedAsync(() => TestMembers.Add(Store, empty, TestMembers.Member(2)));
    }

    [Fact]
    public async Task Add_WithoutATableIsRefused()
    {
        var other = await Begin("other");
        Assert.False(await TestMembers.Add(Store, other with { Cluster = "c" }, TestMembers.Member(1)));
        Assert.Null(await Store.ReadMembershipAsync("c", null, Token));
    }

    [Fact]
    public async Task Replace_PutsTheWholeRecord()
    {
        await Add(TestMembers.Member(2));
        var before = await Add(TestMembers.Member(1));
        var replaced = TestMembers.Member(8, MemberStatus.Dead) with { Address = TestMembers.Address(1), Suspicions = [new MemberSuspicion("x", TestMembers.Start)] };
        Assert.True(await TestMembers.Replace(Store, before, replaced));

        var after = await TestMembers.Read(Store);
        Assert.Equal(3, after.Version);
        Assert.NotEqual(before.Tag, after.Tag);
        Assert.Equal(TestMembers.Text(replaced), TestMembers.Text(TestMembers.Of(after, replaced.Address).Member));
        Assert.NotEqual(TestMembers.Of(before, replaced.Address).Tag, TestMembers.Of(after, replaced.Address).Tag);
        Assert.Equivalent(TestMembers.Of(before, TestMembers.Address(2)), TestMembers.Of(after, TestMembers.Address(2)), strict: true);
    }

    [Fact]
    public async Task Replace_UnknownAddressIsRefused()
    {
        var table = await Add(TestMembers.Member(1));
        await RefusedAsync(() => TestMembers.Replace(Store, table, TestMembers.Member(2), table.Members[0].Tag));
    }

    [Fact]
    public async Task Replace_OfAnOlderMemberIsRefused()
    {
        var first = await Add(TestMembers.Member(1));
        Assert.True(await TestMembers.Replace(Store, first, TestMembers.Member(1, MemberStatus.Active)));
        var second = await TestMembers.Read(Store);
        await RefusedAsync(() => TestMembers.Replace(Store, second, TestMembers.Member(1, MemberStatus.Dead), first.Members[0].Tag));
    }

    [Fact]
    public async Task Replace_OnAnOlderTableIsRefused()
    {
        var first = await Add(TestMembers.Member(1));
        await Add(TestMembers.Member(2));
        await RefusedAsync(() => TestMembers.Replace(Store, first, TestMembers.Member(1, MemberStatus.Dead)));
    }

    [Fact]
    public async Task Read_OneMemberComesWithTheTable()
    {
        await Add(TestMembers.Member(1));
        var table = await Add(TestMembers.Member(2));
        var one = await TestMembers.Read(Store, member: TestMembers.Address(2));
        Assert.Equal((table.Version, table.Tag), (one.Version, one.Tag));
        Assert.Equal(TestMembers.Text(TestMembers.Member(2)), TestMembers.Text(Assert.Single(one.Members).Member));

        var none = await TestMembers.Read(Store, member: TestMembers.Address(3));
        Assert.Equal((table.Version, table.Tag), (none.Version, none.Tag));
        Assert.Empty(none.Members);
    }

    [Fact]
    public async Task NoteAlive_ChangesNothingElse()
    {
        var before = await Add(TestMembers.Member(1));
        var at = TestMembers.Start.AddHours(1).AddMicroseconds(3);
        await Store.NoteAliveAsync("c", TestMembers.Address(1), at, Token);

        var after = await TestMembers.Read(Store);
        Assert.Equal((before.Version, before.Tag, before.Members[0].Tag), (after.Version, after.Tag, after.Members[0].Tag));
        Assert.Equal(TestMembers.Text(TestMembers.Member(1) with { AliveAt = at }), TestMembers.Text(after.Members[0].Member));
        Assert.True(await TestMembers.Replace(Store, before, TestMembers.Member(1, MemberStatus.Active)));
        await Store.NoteAliveAsync("c", TestMembers.Address(2), at, Token);
        await Store.NoteAliveAsync("none", TestMembers.Address(1), at, Token);
        Assert.Single((await TestMembers.Read(Store)).Members);
    }

    /// <summary>A supervisor that takes a silo out of the registry knows that it has gone: nobody has to find that out by its silence.</summary>
    [Fact]
    public async Task LeaveSilo_DeclaresItsMembersDead_InEveryCluster()
    {
        await Add(TestMembers.Member(1, MemberStatus.Active));
        var before = await Add(TestMembers.Member(2, MemberStatus.Active));
        var other = await Begin("other");
        Assert.True(await TestMembers.Add(Store, other, TestMembers.Member(1, MemberStatus.Joining)));
        await Begin("none");
        await Store.LeaveSiloAsync(TestMembers.Member(1).Name, SiloEnd.Crashed, SweepDecision.None, Token);

        var after = await TestMembers.Read(Store);
        Assert.Equal(before.Version + 1, after.Version);
        Assert.NotEqual(before.Tag, after.Tag);
        Assert.Equal(TestMembers.Text(TestMembers.Member(1, MemberStatus.Dead)), TestMembers.Text(TestMembers.Of(after, TestMembers.Address(1)).Member));
        Assert.NotEqual(TestMembers.Of(before, TestMembers.Address(1)).Tag, TestMembers.Of(after, TestMembers.Address(1)).Tag);
        Assert.Equivalent(TestMembers.Of(before, TestMembers.Address(2)), TestMembers.Of(after, TestMembers.Address(2)), strict: true);
        Assert.Equal((2, MemberStatus.Dead), ((await TestMembers.Read(Store, "other")).Version, (await TestMembers.Read(Store, "other")).Members[0].Member.Status));
        Assert.Equal(0, (await TestMembers.Read(Store, "none")).Version);
        await RefusedAsync(() => TestMembers.Replace(Store, before, TestMembers.Member(1, MemberStatus.Active)));

        await Store.LeaveSiloAsync(TestMembers.Member(1).Name, SiloEnd.Lost, SweepDecision.None, Token);
        Assert.Equivalent(after, await TestMembers.Read(Store), strict: true);
    }

    [Fact]
    public async Task Forget_EveryStatusButActive_WhenNothingIsKnownSince()
    {
        var old = TestMembers.Start;
        foreach (var status in Enum.GetValues<MemberStatus>())
        {
            await Add(TestMembers.Member((int)status, status) with { StartedAt = old, AliveAt = old, Suspicions = [new MemberSuspicion("x", old)] });
        }

        var later = old.AddMicroseconds(1);
        await Add(TestMembers.Member(11, MemberStatus.Dead) with { StartedAt = later, AliveAt = old, Suspicions = [] });
        await Add(TestMembers.Member(12, MemberStatus.Dead) with { StartedAt = old, AliveAt = later, Suspicions = [] });
        await Add(TestMembers.Member(13, MemberStatus.Dead) with { StartedAt = old, AliveAt = old, Suspicions = [new MemberSuspicion("x", later), new MemberSuspicion("y", old)] });
        var before = await Add(TestMembers.Member(14, MemberStatus.Dead) with { StartedAt = old, AliveAt = old, Suspicions = [] });

        await Store.ForgetMembersAsync("c", old, Token);
        Assert.Equal(before.Members.Count, (await TestMembers.Read(Store)).Members.Count);
        await Store.ForgetMembersAsync("c", old.AddTicks(1), Token);
        var after = await TestMembers.Read(Store);
        Assert.Equal((before.Version, before.Tag), (after.Version, after.Tag));
        Assert.Equal(
            new[] { (int)MemberStatus.Active, 11, 12, 13 }.Select(TestMembers.Address).Order(StringComparer.Ordinal),
            after.Members.Select(stored => stored.Member.Address).Order(StringComparer.Ordinal));
        Assert.True(await TestMembers.Add(Store, before, TestMembers.Member(14)));
    }

    [Fact]
    public async Task Delete_TakesTheClusterOnly_AndItsTagsNeverComeAgain()
    {
        var stale = await Add(TestMembers.Member(1));
        var other = await Begin("other");
        Assert.True(await TestMembers.Add(Store, other, TestMembers.Member(1)));
        await Store.DeleteMembershipAsync("c", Token);
        await Store.DeleteMembershipAsync("unknown", Token);

        Assert.Null(await Store.ReadMembershipAsync("c", null, Token));
        Assert.Single((await TestMembers.Read(Store, "other")).Members);
        var anew = await Begin();
        Assert.Equal(0, anew.Version);
        Assert.Empty(anew.Members);
        await RefusedAsync(() => TestMembers.Add(Store, stale, TestMembers.Member(2)));
        await Add(TestMembers.Member(1));
        await RefusedAsync(() => TestMembers.Replace(Store, stale, TestMembers.Member(1, MemberStatus.Dead)));
    }

    [Fact]
    public async Task Clusters_KnowNothingOfOneAnother()
    {
        var one = await Add(TestMembers.Member(1, MemberStatus.Dead));
        var other = await Begin("other");
        Assert.True(await TestMembers.Add(Store, other, TestMembers.Member(1, MemberStatus.Dead)));
        await Store.NoteAliveAsync("other", TestMembers.Address(1), TestMembers.Start.AddDays(9), Token);
        await Store.ForgetMembersAsync("other", TestMembers.Start.AddDays(99), Token);

        Assert.Equivalent(one, await TestMembers.Read(Store), strict: true);
        Assert.Equal([("c", 1, 1), ("other", 1, 0)], (await Store.ListMembershipsAsync(Token)).Select(table => (table.Cluster, table.Version, table.Members.Count)));
    }

    private protected async Task<MembershipRecord> Begin(string cluster = "c")
    {
        await Store.BeginMembershipAsync(cluster, Token);
        return await TestMembers.Read(Store, cluster);
    }

    /// <summary>Adds a member to the table as it stands.</summary>
    private protected async Task<MembershipRecord> Add(MemberRecord member)
    {
        Assert.True(await TestMembers.Add(Store, await Begin(), member));
        return await TestMembers.Read(Store);
    }

    private async Task RefusedAsync(Func<ValueTask<bool>> change)
    {
        var before = await TestMembers.Read(Store);
        Assert.False(await change());
        Assert.Equivalent(before, await TestMembers.Read(Store), strict: true);
    }
}
