using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Tests.Support;
using Microsoft.Data.Sqlite;

namespace DropoutSweep.Storage.Tests.Sqlite;

/// <summary>What is SQLite's own: the file, its lock, its limits.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => _folder["folder/sweeps.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_EightAtOnceMigrateOnce()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => SweepStores.Create(File, TimeProvider.System)).ToList();
        await Task.WhenAll(stores.Select(store => Task.Run(async () => await store.OpenAsync(Token), Token)));
        await stores[3].SubmitAsync(TestSweeps.Submission(TestSweeps.Spec(), "a"), Token);
        foreach (var store in stores)
        {
            Assert.NotNull(await store.FindSweepAsync("a", Token));
            Assert.StartsWith("SQLite 3.", store.Description.Engine, StringComparison.Ordinal);
            Assert.Equal(("sqlite", File), (store.Description.Kind, store.Description.Address));
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Open_NewerVersionIsRefused()
    {
        await using (await Open())
        {
        }

        Run("PRAGMA user_version = 99");
        var error = await Assert.ThrowsAsync<StoreException>(Open);
        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
        Assert.Contains(File, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherProgramIsRefused()
    {
        Directory.CreateDirectory(_folder["folder"]);
        Run("CREATE TABLE mine (a)");
        var error = await Assert.ThrowsAsync<StoreException>(Open);
        Assert.Contains("another program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoDatabaseIsRefused()
    {
        Directory.CreateDirectory(_folder["folder"]);
        await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000), Token);
        var error = await Assert.ThrowsAsync<StoreException>(Open);
        Assert.Contains("no SQLite database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_FullIsSaidAndNothingIsHalfWritten()
    {
        await using var store = await Open(new StoreOptions { MaxPages = 100 });
        var spec = TestSweeps.Spec();
        await store.SubmitAsync(TestSweeps.Submission(spec, "a"), Token);
        var lease = Assert.Single(await store.ClaimAsync(TestSweeps.Claim(), Token));
        var before = await store.FindSweepAsync("a", Token);

        var error = await Assert.ThrowsAsync<StoreException>(
            async () => await store.CompleteAsync(TestSweeps.End(lease, model: new byte[1_000_000]), TestSweeps.Advance(spec), Token));
        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        Assert.Contains(File, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await store.FindSweepAsync("a", Token));
        Assert.Empty(await store.ReadEpochsAsync("a", 0, Token));
        Assert.NotNull(await store.CompleteAsync(TestSweeps.End(lease, model: new byte[100]), TestSweeps.Advance(spec), Token));
    }

    [Fact]
    public async Task Claim_TwoWritersAlternate()
    {
        await using var first = await Open();
        await using var second = await Open();
        var spec = TestSweeps.Spec(600);
        await first.SubmitAsync(TestSweeps.Submission(spec, "a"), Token);
        var left = 400;
        var counts = new int[2];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            async () =>
            {
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    var lease = Assert.Single(await (i % 2 == 0 ? first : second).ClaimAsync(TestSweeps.Claim($"s{i}"), Token));
                    Assert.Equal(1, lease.Attempt.Attempt);
                    Interlocked.Increment(ref counts[i % 2]);
                }
            },
            Token)));

        Assert.Equal(400, (await first.FindSweepAsync("a", Token))!.Trials.Running);
        Assert.InRange(counts[0], 160, 240);
    }

    [Fact]
    public async Task Write_WaitsForItsTurnNoLongerThanItsPatience()
    {
        await using var store = await Open(new StoreOptions { Patience = TimeSpan.FromMilliseconds(200) });
        using var other = Storage.Sqlite.Turnstile.TryOpen(File, out var reason);
        Assert.SkipWhen(other is null, reason);
        other.Enter();
        try
        {
            var error = await Assert.ThrowsAsync<StoreException>(
                async () => await store.SubmitAsync(TestSweeps.Submission(TestSweeps.Spec(), "a"), Token));
            Assert.Contains("another process", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            other.Leave();
        }

        Assert.Null(await store.FindSweepAsync("a", Token));
        await store.SubmitAsync(TestSweeps.Submission(TestSweeps.Spec(), "b"), Token);
    }

    private async Task<ISweepStore> Open() => await Open(null);

    private async Task<ISweepStore> Open(StoreOptions? options)
    {
        var store = SweepStores.Create("sqlite:" + File, TimeProvider.System, options);
        await store.OpenAsync(Token);
        return store;
    }

    private void Run(string text)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
