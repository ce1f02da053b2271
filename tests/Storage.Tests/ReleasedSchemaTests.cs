using System.Diagnostics;
using DropoutSweep.Storage.Relational;
using DropoutSweep.Storage.Tests.Postgres;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Tests.Support;

namespace DropoutSweep.Storage.Tests;

/// <summary>Stores of every released schema are opened, migrated and read.</summary>
public sealed class ReleasedSchemaTests(PostgresFixture fixture)
{
    /// <summary>The first version with members of clusters.</summary>
    private const int WithMembers = 3;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Released");

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, StoreSchema.Version)];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Open_ReleasedSqliteFile(int version)
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Folder, $"v{version}.sqlite"), folder["sweeps.db"]);
        await Check(folder["sweeps.db"], version);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Open_ReleasedPostgresDatabase(int version)
    {
        await using var source = new PostgresSource(fixture);
        await source.CreateAsync();
        await source.RunAsync(await File.ReadAllTextAsync(Path.Combine(Folder, $"v{version}.sql"), Token));
        await Check(source.Address, version);
    }

    [Fact]
    public async Task Rewrite_WhenAsked()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("DROPOUTSWEEP_REWRITE_RELEASED") is null, "Only when a schema is released.");
        var target = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../Released", $"v{StoreSchema.Version}"));
        File.Delete(target + ".sqlite");
        await Fill(target + ".sqlite");
        File.Delete(target + ".sqlite-queue");
        File.Delete(target + ".sqlite-turn");

        await using var source = new PostgresSource(fixture);
        await source.CreateAsync();
        await Fill(source.Address);
        var keys = new Npgsql.NpgsqlConnectionStringBuilder(source.Address);
        var start = new ProcessStartInfo(
            "/usr/lib/postgresql/15/bin/pg_dump",
            ["-h", keys.Host!, "-p", keys.Port.ToString(), "-U", "postgres", "--inserts", "--no-owner", keys.Database!])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var dump = Process.Start(start)!;
        var text = await dump.StandardOutput.ReadToEndAsync(Token);
        var lines = text.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal) && line[0] != '\\');
        await File.WriteAllTextAsync(target + ".sql", string.Join('\n', lines) + "\n", Token);
    }

    private static async Task Fill(string address)
    {
        await using var store = SweepStores.Create(address, TimeProvider.System);
        await store.OpenAsync(Token);
        var spec = TestSweeps.Spec(3);
        await store.SubmitAsync(TestSweeps.Submission(spec, "a", "key"), Token);
        var leases = await store.ClaimAsync(TestSweeps.Claim(slots: 2), Token);
        await store.CompleteAsync(TestSweeps.End(leases[0], 0.25, model: [1, 2, 3]), TestSweeps.Advance(spec), Token);
        await store.SaveCheckpointAsync(leases[1].Attempt, new byte[] { 4, 5 }, Token);
        await store.ReleaseAsync([leases[1].Attempt], Token);
        await store.AddKeyAsync("old", "an old key", Token);
        await store.BeginMembershipAsync("c", Token);
        Assert.True(await TestMembers.Add(store, await TestMembers.Read(store), TestMembers.Member(1)));
    }

    private static async Task Check(string address, int version)
    {
        await using var store = SweepStores.Create(address, TimeProvider.System);
        await store.OpenAsync(Token);
        var spec = TestSweeps.Spec(3);
        var sweep = await store.FindSweepAsync("a", Token);

        Assert.Equal(("test", "key", SweepState.Running, 0, 0.25), (sweep!.Name, sweep.Key, sweep.State, sweep.BestTrial, sweep.BestCost));
        Assert.Equal(new TrialCounts { Pending = 2, Completed = 1 }, sweep.Trials);
        Assert.Equal([TestSweeps.Epoch(1, 0.25), TestSweeps.Epoch(2, 0.25)], await store.ReadEpochsAsync("a", 0, Token));
        Assert.Equal(new byte[] { 1, 2, 3 }, await store.ReadModelAsync("a", 0, Token));
        var lease = Assert.Single(await store.ClaimAsync(TestSweeps.Claim("s2"), Token));
        Assert.Equal((new AttemptId("a", 1, 2), true), (lease.Attempt, lease.HasCheckpoint));
        Assert.Equal(new byte[] { 4, 5 }, await store.LoadCheckpointAsync(lease.Attempt, Token));
        Assert.Equal(2, (await store.CompleteAsync(TestSweeps.End(lease), TestSweeps.Advance(spec), Token))!.Trials.Completed);
        Assert.Equal(TrialState.Pending, (await store.FindTrialAsync("a", 2, Token))!.Record.State);
        await store.AddKeyAsync("new", "a new key", Token);
        Assert.Contains("a new key", await store.ReadKeysAsync(Token));
        if (version >= WithMembers)
        {
            Assert.Equal(TestMembers.Text(TestMembers.Member(1)), TestMembers.Text(Assert.Single((await TestMembers.Read(store)).Members).Member));
        }

        await store.BeginMembershipAsync("c", Token);
        Assert.True(await TestMembers.Add(store, await TestMembers.Read(store), TestMembers.Member(2)));
    }
}
