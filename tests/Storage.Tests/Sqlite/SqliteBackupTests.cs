using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Tests.Support;

namespace DropoutSweep.Storage.Tests.Sqlite;

/// <summary>Backups made while a store is written, opened as stores of their own.</summary>
public sealed class SqliteBackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Store => _folder["sweeps.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task BackUp_WhileTrialsEnd_IsTheStoreAtOneMoment()
    {
        const int Trials = 1_000;
        const int Copies = 2;
        var spec = TestSweeps.Spec(Trials);
        await using var store = SweepStores.Create(Store, TimeProvider.System);
        await store.OpenAsync(Token);
        await store.SubmitAsync(TestSweeps.Submission(spec, "a"), Token);
        using var enough = new CancellationTokenSource();
        var training = Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested && await store.ClaimAsync(TestSweeps.Claim(slots: 1), Token) is [var lease])
                {
                    await store.CompleteAsync(TestSweeps.End(lease, 0.25, model: [1, 2, 3]), TestSweeps.Advance(spec), Token);
                }
            },
            Token);
        while (!training.IsCompleted && (await store.FindSweepAsync("a", Token))!.Trials.Completed == 0)
        {
            await Task.Yield();
        }

        var seen = new List<int>();
        for (var copy = 0; copy < Copies && !(copy > 0 && training.IsCompleted); copy++)
        {
            await SweepStores.BackUpAsync(Store, _folder[$"backup-{copy}.db"], TimeProvider.System, Token);
            seen.Add(await CheckAsync(_folder[$"backup-{copy}.db"], Trials));
        }

        await enough.CancelAsync();
        await training;
        Assert.Equal(seen.Order(), seen);
        Assert.Contains(seen, ended => ended is > 0 and < Trials);
    }

    [Fact]
    public async Task BackUp_RestoredInPlace_GoesOn()
    {
        var spec = TestSweeps.Spec(3);
        await using (var store = SweepStores.Create(Store, TimeProvider.System))
        {
            await store.OpenAsync(Token);
            await store.SubmitAsync(TestSweeps.Submission(spec, "a", "key"), Token);
            var leases = await store.ClaimAsync(TestSweeps.Claim(slots: 2), Token);
            await store.CompleteAsync(TestSweeps.End(leases[0], 0.25, model: [1, 2, 3]), TestSweeps.Advance(spec), Token);
            await store.SaveCheckpointAsync(leases[1].Attempt, new byte[] { 4, 5 }, Token);
            await SweepStores.BackUpAsync(Store, _folder["backup.db"], TimeProvider.System, Token);
            await store.CompleteAsync(TestSweeps.End(leases[1], 0.5), TestSweeps.Advance(spec), Token);
        }

        // As docs/operations.md says: no silo runs, the file and what lies beside it give way to the copy.
        foreach (var file in Directory.GetFiles(_folder.Root, "sweeps.db*"))
        {
            File.Delete(file);
        }

        File.Copy(_folder["backup.db"], Store);
        await using var restored = SweepStores.Create(Store, TimeProvider.System);
        await restored.OpenAsync(Token);
        Assert.Equal(new TrialCounts { Completed = 1, Running = 1, Pending = 1 }, (await restored.FindSweepAsync("a", Token))!.Trials);
        Assert.Equal(new byte[] { 1, 2, 3 }, await restored.ReadModelAsync("a", 0, Token));
        Assert.False((await restored.SubmitAsync(TestSweeps.Submission(spec, "b", "key"), Token)).Created);
        Assert.Equal(TrialState.Running, (await restored.FindTrialAsync("a", 1, Token))!.Record.State);
        await restored.LeaveSiloAsync("s1", SiloEnd.Lost, TestSweeps.Advance(spec), Token);
        Assert.NotEmpty(await restored.ClaimAsync(TestSweeps.Claim("s2", slots: 2), Token));
    }

    [Fact]
    public async Task BackUp_WhatCannotBeDone_IsSaidAndLeavesNothing()
    {
        await using (var store = SweepStores.Create(Store, TimeProvider.System))
        {
            await store.OpenAsync(Token);
        }

        File.WriteAllText(_folder["there"], "kept");
        File.WriteAllText(_folder["other.db"], "");
        await AssertFails(_folder["nowhere.db"], _folder["x"], "There is no store");
        await AssertFails(Store, _folder["there"], "is there already");
        await AssertFails(_folder["other.db"], _folder["x"], "is no store of sweeps");
        await AssertFails(Store, _folder["there/x"], "cannot be written");
        await Assert.ThrowsAsync<ArgumentException>(() => SweepStores.BackUpAsync("postgres://u@h/d", _folder["x"], TimeProvider.System, Token));
        Assert.Equal("kept", File.ReadAllText(_folder["there"]));
        Assert.False(File.Exists(_folder["x"]) || File.Exists(_folder["x.part"]));
    }

    private static async Task AssertFails(string store, string file, string text)
    {
        var error = await Assert.ThrowsAsync<StoreException>(() => SweepStores.BackUpAsync(store, file, TimeProvider.System, Token));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Whether what belongs together is there together; the number of trials that have ended.</summary>
    private static async Task<int> CheckAsync(string file, int trials)
    {
        await using var store = SweepStores.Create(file, TimeProvider.System);
        await store.OpenAsync(Token);
        var sweep = (await store.FindSweepAsync("a", Token))!;
        var ended = 0;
        await foreach (var one in store.ReadEndedAsync("a", 0, confusion: false, Token))
        {
            ended++;
            Assert.Equal(2, (await store.ReadEpochsAsync("a", one.Record.Trial.Number, Token)).Count);
        }

        Assert.Equal(sweep.Trials.Completed, ended);
        Assert.Equal(trials, sweep.Planned);
        return ended;
    }
}
