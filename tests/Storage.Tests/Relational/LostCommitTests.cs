using DropoutSweep.Storage.Relational;
using DropoutSweep.Storage.Sqlite;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Tests.Support;

namespace DropoutSweep.Storage.Tests.Relational;

/// <summary>What happens when a commit's answer is lost and the transaction is run again.</summary>
public sealed class LostCommitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SubmitAndComplete_WhoseAnswerWasLostSucceedOnce()
    {
        using var folder = new TemporaryFolder();
        var gate = new SqliteGate(folder["sweeps.db"], TimeProvider.System, new StoreOptions());
        await using var store = new RelationalStore(gate);
        await using var forgetful = new RelationalStore(new ForgetfulGate(gate));
        await store.OpenAsync(Token);
        var spec = TestSweeps.Spec(2);

        var submitted = await forgetful.SubmitAsync(TestSweeps.Submission(spec, "a"), Token);
        Assert.True(submitted.Created);
        var lease = Assert.Single(await store.ClaimAsync(TestSweeps.Claim(), Token));
        var sweep = await forgetful.CompleteAsync(TestSweeps.End(lease), TestSweeps.Advance(spec), Token);

        Assert.Equal(new TrialCounts { Completed = 1, Pending = 1 }, sweep!.Trials);
        Assert.Single(await store.ListSweepsAsync(new SweepQuery(), Token));
        Assert.Null(await store.CompleteAsync(TestSweeps.End(lease), TestSweeps.Advance(spec), Token));
    }

    [Fact]
    public async Task CompleteAndClaim_WhoseAnswerWasLostSucceedsOnce()
    {
        using var folder = new TemporaryFolder();
        var gate = new SqliteGate(folder["sweeps.db"], TimeProvider.System, new StoreOptions());
        await using var store = new RelationalStore(gate);
        await using var forgetful = new RelationalStore(new ForgetfulGate(gate));
        await store.OpenAsync(Token);
        var spec = TestSweeps.Spec(100);
        await store.SubmitAsync(TestSweeps.Submission(spec, "a"), Token);
        var leases = await store.ClaimAsync(TestSweeps.Claim(slots: 3), Token);
        var (sweep, accepted, next) = await forgetful.CompleteAndClaimAsync(
            [.. leases.Select(lease => TestSweeps.End(lease))], TestSweeps.Claim() with { Ahead = 4 }, TestSweeps.Advance(spec), Token);

        // The trials that were handed out with the answer are held by nobody who knows: their silo finds and gives them back.
        Assert.Equal([true, true, true], accepted);
        Assert.Empty(next);
        Assert.Equal(new TrialCounts { Completed = 3, Running = 4, Pending = 93 }, sweep!.Trials);
        Assert.Equal(3, sweep.Epochs / 2);
    }

    [Fact]
    public async Task MembersChange_WhoseAnswerWasLostSucceedsOnce()
    {
        using var folder = new TemporaryFolder();
        var gate = new SqliteGate(folder["sweeps.db"], TimeProvider.System, new StoreOptions());
        await using var store = new RelationalStore(gate);
        await using var forgetful = new RelationalStore(new ForgetfulGate(gate));
        await store.OpenAsync(Token);
        await forgetful.BeginMembershipAsync("c", Token);

        Assert.True(await TestMembers.Add(forgetful, await TestMembers.Read(store), TestMembers.Member(1)));
        var table = await TestMembers.Read(store);
        Assert.True(await TestMembers.Replace(forgetful, table, TestMembers.Member(1, MemberStatus.Dead)));

        Assert.Equal((1, 2), (table.Version, (await TestMembers.Read(store)).Version));
        Assert.False(await TestMembers.Replace(forgetful, table, TestMembers.Member(1, MemberStatus.Active)));
    }
}
