using DropoutSweep.Sweeps.Stores;
using Npgsql;

namespace DropoutSweep.Storage.Tests.Postgres;

/// <summary>What an attempt's end does before and after it has the sweep's lock, which another session holds for a while.</summary>
public sealed class PostgresLockTests(PostgresFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Complete_OfAnAttemptThatIsLostWhileItWaitsWritesNothing()
    {
        await using var source = new PostgresSource(fixture);
        await using var store = await source.OpenAsync();
        var (lease, complete) = await ClaimAsync(store);
        await using var other = await HolderAsync(source);

        var ending = complete();
        await WaitForAsync(source, waiters: 1);
        await RunAsync(other, "UPDATE dropoutsweep.trials SET attempt = 2 WHERE number = 0; COMMIT");

        Assert.Null(await ending);
        Assert.Empty(await store.ReadEpochsAsync("a", lease.Attempt.Trial, Token));
        await using var results = new NpgsqlCommand("SELECT COUNT(*) FROM dropoutsweep.results", other);
        Assert.Equal(0L, await results.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task CompleteAndClaim_OfSomeThatAreLostWhileTheyWaitWritesTheOthers()
    {
        await using var source = new PostgresSource(fixture);
        await using var store = await source.OpenAsync();
        var spec = TestSweeps.Spec(3);
        await store.SubmitAsync(TestSweeps.Submission(spec, "a"), Token);
        var leases = await store.ClaimAsync(TestSweeps.Claim(slots: 3), Token);
        await using var other = await HolderAsync(source);

        var ending = store.CompleteAndClaimAsync([.. leases.Select(lease => TestSweeps.End(lease))], next: null, TestSweeps.Advance(spec), Token).AsTask();
        await WaitForAsync(source, waiters: 1);
        await RunAsync(other, "UPDATE dropoutsweep.trials SET attempt = 2 WHERE number = 1; COMMIT");

        Assert.Equal([true, false, true], (await ending).Accepted);
        Assert.Equal(2, (await store.FindSweepAsync("a", Token))!.Trials.Completed);
        Assert.Empty(await store.ReadEpochsAsync("a", 1, Token));
        await using var results = new NpgsqlCommand("SELECT COUNT(*) FROM dropoutsweep.results WHERE trial <> 1", other);
        Assert.Equal(2L, await results.ExecuteScalarAsync(Token));
        await using var lost = new NpgsqlCommand("SELECT COUNT(*) FROM dropoutsweep.results WHERE trial = 1", other);
        Assert.Equal(0L, await lost.ExecuteScalarAsync(Token));
    }

    /// <summary>An end holds rows of several trials, in the order of their numbers, and wants more; a renewal that waited for one could hold another.</summary>
    [Fact]
    public async Task Renew_PassesOverTrialsThatAreHeld_UntilTheirLeasesNeedIt()
    {
        await using var source = new PostgresSource(fixture);
        await using var store = await source.OpenAsync();
        await store.SubmitAsync(TestSweeps.Submission(TestSweeps.Spec(3), "a"), Token);
        await store.ClaimAsync(TestSweeps.Claim(slots: 3, seconds: 60), Token);
        await source.PassAsync(TimeSpan.FromSeconds(20));
        await using var other = new NpgsqlConnection(source.Address);
        await other.OpenAsync(Token);
        await RunAsync(other, "BEGIN; SELECT 1 FROM dropoutsweep.trials WHERE number = 1 FOR NO KEY UPDATE");

        Assert.Equal(3, (await store.RenewAsync("s1", TimeSpan.FromSeconds(60), Token)).Count);
        Assert.Equal([(0, true), (1, false), (2, true)], await RenewedAsync());

        // Two thirds of its lease are gone: now it is waited for.
        await RunAsync(other, "UPDATE dropoutsweep.trials SET lease_until = lease_until - 20000000 WHERE number = 1");
        await RunAsync(other, "COMMIT; BEGIN; SELECT 1 FROM dropoutsweep.trials WHERE number = 1 FOR NO KEY UPDATE");
        var renewing = store.RenewAsync("s1", TimeSpan.FromSeconds(60), Token).AsTask();
        await WaitForAsync(source, waiters: 1);
        await RunAsync(other, "COMMIT");
        await renewing;
        Assert.Equal([(0, true), (1, true), (2, true)], await RenewedAsync());

        async Task<List<(int, bool)>> RenewedAsync()
        {
            await using var connection = new NpgsqlConnection(source.Address);
            await connection.OpenAsync(Token);
            await using var command = new NpgsqlCommand(
                "SELECT number, lease_until > extract(epoch FROM clock_timestamp()) * 1000000 + 50000000 FROM dropoutsweep.trials ORDER BY number", connection);
            await using var reader = await command.ExecuteReaderAsync(Token);
            var renewed = new List<(int, bool)>();
            while (await reader.ReadAsync(Token))
            {
                renewed.Add((reader.GetInt32(0), reader.GetBoolean(1)));
            }

            return renewed;
        }
    }

    /// <summary>A report may be under way when its attempt ends: neither may wait for what the other has written.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Complete_BesideAReportOfTheSameEpochs(bool reportFirst)
    {
        await using var source = new PostgresSource(fixture);
        await using var opened = await source.OpenAsync();
        var log = new RecordingLogger();
        await using var store = SweepStores.Create(source.Address, TimeProvider.System, new StoreOptions { Logger = log });
        await store.OpenAsync(Token);
        var (lease, complete) = await ClaimAsync(store);
        await using var other = await HolderAsync(source);

        Func<Task> report = () => store.ReportAsync([new AttemptReport(lease.Attempt, [TestSweeps.Epoch(1), TestSweeps.Epoch(2)], 1)], Token).AsTask();
        Func<Task>[] calls = reportFirst ? [report, complete] : [complete, report];
        var first = calls[0]();
        await WaitForAsync(source, waiters: 1);
        var second = calls[1]();
        await WaitForAsync(source, waiters: 2);
        await RunAsync(other, "COMMIT");

        await Task.WhenAll(first, second);
        Assert.DoesNotContain(log.Lines, static line => line.Contains("is tried again", StringComparison.Ordinal));
        Assert.Equal(1, (await store.FindSweepAsync("a", Token))!.Trials.Completed);
        Assert.Equal([1, 2], (await store.ReadEpochsAsync("a", 0, Token)).Select(epoch => epoch.Epoch));
    }

    [Fact]
    public async Task Complete_FillsTheHoleThatALostReportLeft()
    {
        await using var source = new PostgresSource(fixture);
        await using var store = await source.OpenAsync();
        var spec = TestSweeps.Spec(2);
        var (lease, _) = await ClaimAsync(store);
        await Report(1, 2, 3);
        await source.RunAsync("DELETE FROM dropoutsweep.epochs WHERE epoch > 1; UPDATE dropoutsweep.trials SET epochs = 1 WHERE number = 0");
        await Report(4, 5);

        await store.CompleteAsync(TestSweeps.End(lease, epochs: 6, reported: 5), TestSweeps.Advance(spec), Token);
        Assert.Equal([1, 2, 3, 4, 5, 6], (await store.ReadEpochsAsync("a", 0, Token)).Select(epoch => epoch.Epoch));

        async Task Report(params int[] epochs) =>
            await store.ReportAsync([new AttemptReport(lease.Attempt, [.. epochs.Select(epoch => TestSweeps.Epoch(epoch))], epochs[^1])], Token);
    }

    private static async Task<(TrialLease Lease, Func<Task<SweepRecord?>> Complete)> ClaimAsync(ISweepStore store)
    {
        var spec = TestSweeps.Spec(2);
        await store.SubmitAsync(TestSweeps.Submission(spec, "a"), Token);
        var lease = Assert.Single(await store.ClaimAsync(TestSweeps.Claim(), Token));
        return (lease, () => store.CompleteAsync(TestSweeps.End(lease), TestSweeps.Advance(spec), Token).AsTask());
    }

    /// <summary>A session that holds the sweep's lock until it commits.</summary>
    private static async Task<NpgsqlConnection> HolderAsync(PostgresSource source)
    {
        var connection = new NpgsqlConnection(source.Address);
        await connection.OpenAsync(Token);
        await RunAsync(connection, "BEGIN; UPDATE dropoutsweep.sweeps SET lost = lost");
        return connection;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string text)
    {
#pragma warning disable CA2100 // Texts of these tests.
        await using var command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>Waits until so many sessions of the database wait for a lock.</summary>
    private static async Task WaitForAsync(PostgresSource source, long waiters)
    {
        // Not the session that holds the lock: within a transaction the server tells of its sessions as they first were.
        await using var connection = new NpgsqlConnection(source.Address);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", connection);
        while ((long)(await command.ExecuteScalarAsync(Token))! < waiters)
        {
            await Task.Delay(10, Token);
        }
    }
}
