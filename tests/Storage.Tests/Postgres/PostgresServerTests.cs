using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Tests.Support;

namespace DropoutSweep.Storage.Tests.Postgres;

/// <summary>What is PostgreSQL's own: a server that goes away and comes back, and many openers.</summary>
public sealed class PostgresServerTests(PostgresFixture fixture)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_EightAtOnceMigrateOnce()
    {
        await using var source = new PostgresSource(fixture);
        await source.CreateAsync();
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await source.OpenAsync(), Token)));
        await stores[0].SubmitAsync(TestSweeps.Submission(TestSweeps.Spec(), "a"), Token);
        foreach (var store in stores)
        {
            Assert.NotNull(await store.FindSweepAsync("a", Token));
            Assert.StartsWith("PostgreSQL 15", store.Description.Engine, StringComparison.Ordinal);
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Open_NewerVersionIsRefused()
    {
        await using var source = new PostgresSource(fixture);
        await (await source.OpenAsync()).DisposeAsync();
        await source.RunAsync("UPDATE dropoutsweep.schema_version SET version = 99");
        var error = await Assert.ThrowsAsync<StoreException>(async () => await source.OpenAsync());
        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_UnknownDatabaseIsSaid()
    {
        await using var store = SweepStores.Create(fixture.Server.Address("nothing"), TimeProvider.System);
        var error = await Assert.ThrowsAsync<StoreException>(async () => await store.OpenAsync(Token));
        Assert.Contains("createdb", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_OutlastsTheServersRestart()
    {
        _ = fixture.Server;
        await using var server = await PostgresServer.StartNewAsync(Token);
        var told = new RecordingLogger();
        await using var store = SweepStores.Create(server.Address("postgres"), TimeProvider.System, new StoreOptions { Logger = told });
        await using var hasty = SweepStores.Create(
            server.Address("postgres"), TimeProvider.System, new StoreOptions { Patience = TimeSpan.FromMilliseconds(300) });
        await store.OpenAsync(Token);
        await hasty.OpenAsync(Token);
        var spec = TestSweeps.Spec(2);
        await store.SubmitAsync(TestSweeps.Submission(spec, "a"), Token);
        var lease = Assert.Single(await store.ClaimAsync(TestSweeps.Claim(), Token));

        await server.StopAsync();
        var complete = store.CompleteAsync(TestSweeps.End(lease), TestSweeps.Advance(spec), Token).AsTask();
        var others = Enumerable.Range(0, 10).Select(_ => store.FindSweepAsync("a", Token).AsTask()).ToList();
        var error = await Assert.ThrowsAsync<StoreException>(async () => await hasty.FindSweepAsync("a", Token));
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.False(complete.IsCompleted);
        await server.StartAsync(Token);

        Assert.Equal(new TrialCounts { Completed = 1, Pending = 1 }, (await complete)!.Trials);
        Assert.NotNull(await hasty.FindSweepAsync("a", Token));
        Assert.All(await Task.WhenAll(others), Assert.NotNull);

        // However many waited: a line when it was away, and one when it is back, which is once it has been for a moment.
        while (told.Warnings.Count < 2)
        {
            await Task.Delay(100, Token);
            await store.FindSweepAsync("a", Token);
        }

        Assert.Collection(
            told.Warnings,
            line => Assert.StartsWith($"The store {store.Description.Address} does not answer and is tried again: ", line, StringComparison.Ordinal),
            line => Assert.StartsWith($"The store {store.Description.Address} answers again, after ", line, StringComparison.Ordinal));
    }

    /// <summary>Such a server fails no call for half a minute: whoever is asked for the state of a silo cannot wait for that.</summary>
    [Fact]
    public async Task AwayFor_ServerStandsStill_IsFoundOutFromACallThatWaits()
    {
        _ = fixture.Server;
        await using var server = await PostgresServer.StartNewAsync(Token);
        await using var store = SweepStores.Create(server.Address("postgres"), TimeProvider.System);
        await store.OpenAsync(Token);
        Assert.Null(store.AwayFor);

        await server.FreezeAsync();
        var began = TimeProvider.System.GetTimestamp();
        var waiting = store.FindSweepAsync("a", Token).AsTask();
        while (store.AwayFor is null && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(20))
        {
            await Task.Delay(50, Token);
        }

        Assert.True(store.AwayFor >= TimeSpan.FromSeconds(4), $"Away for {store.AwayFor} after {TimeProvider.System.GetElapsedTime(began)}.");
        Assert.False(waiting.IsCompleted);

        await server.ThawAsync();
        Assert.Null(await waiting);
        while (store.AwayFor is not null)
        {
            await store.FindSweepAsync("a", Token);
            await Task.Delay(50, Token);
        }
    }

    [Fact]
    public async Task WhatIsAnswered_IsThereAfterTheServerIsKilled()
    {
        _ = fixture.Server;
        await using var server = await PostgresServer.StartNewAsync(Token);
        await using var store = SweepStores.Create(server.Address("postgres"), TimeProvider.System);
        await store.OpenAsync(Token);
        var spec = TestSweeps.Spec(4);
        await store.SubmitAsync(TestSweeps.Submission(spec, "a"), Token);
        for (var trial = 0; trial < 3; trial++)
        {
            var lease = Assert.Single(await store.ClaimAsync(TestSweeps.Claim(), Token));
            await RestartAsync();
            Assert.Equal((TrialState.Running, 1), await StateAsync(trial));

            Assert.NotNull(await store.CompleteAsync(TestSweeps.End(lease), TestSweeps.Advance(spec), Token));
            await RestartAsync();
            Assert.Equal((TrialState.Completed, 1), await StateAsync(trial));
        }

        async Task RestartAsync()
        {
            await server.KillAsync();
            await server.StartAsync(Token);
        }

        async Task<(TrialState State, int Attempt)> StateAsync(int trial)
        {
            var stored = await store.FindTrialAsync("a", trial, Token);
            return (stored!.Record.State, stored.Attempts);
        }
    }
}
