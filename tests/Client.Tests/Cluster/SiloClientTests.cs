using System.Net;
using System.Net.Sockets;
using DropoutSweep.Client.Cluster;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using Xunit;

namespace DropoutSweep.Client.Tests.Cluster;

/// <summary>The client against the real API.</summary>
public sealed class SiloClientTests
{
    private const string Token = "a-token-of-tests-0123456789";

    [Fact]
    public async Task Submit_SameKeyAgain_AddsNothing()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var client = cluster.Client();
        var first = await client.SubmitAsync(TestSweep.Spec.ResolvedYaml, "key", TestCluster.Cancelled);
        var again = await client.SubmitAsync(TestSweep.Spec.ResolvedYaml, "key", TestCluster.Cancelled);
        Assert.True(first.Created);
        Assert.False(again.Created);
        Assert.Equal(first.Sweep.Id, again.Sweep.Id);
        Assert.Equal(TestSweep.Spec.Hash, (await client.SweepAsync(first.Sweep.Id, TestCluster.Cancelled)).SpecificationHash);
    }

    /// <summary>The silo finds nothing wrong with the address of either question: what it answers is that no model is kept.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Inspect_TestImageOrOnesOwn_IsAskedForAsTheSiloKnowsIt(bool own)
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddAsync("one");
        using var client = cluster.Client();
        var error = await Assert.ThrowsAnyAsync<ClusterException>(() => client.InspectAsync("one", 0, image: 3, mask: 1, own ? new byte[784] : null, TestCluster.Cancelled));
        Assert.Contains("no model of trial 0 is kept", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_FirstAddressDead_AsksTheNextAndStaysThere()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var client = cluster.Client(token: null, DeadAddress());
        Assert.Equal("1.0", (await client.InfoAsync(TestCluster.Cancelled)).Version);
        Assert.Equal(cluster.Addresses[0], client.Address);
    }

    [Fact]
    public async Task Info_NobodyThere_SaysWhereItLookedAndWhatToDo()
    {
        using var client = SiloClient.Create(new ClusterSettings([DeadAddress()], ClusterSettings.DefaultSource, null, null), TimeSpan.Zero, TimeProvider.System);
        var error = await Assert.ThrowsAsync<ClusterException>(() => client.InfoAsync(TestCluster.Cancelled));
        Assert.Contains("'dropoutsweep up' starts a cluster there", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsBadInput);
    }

    [Fact]
    public async Task Info_TokenMissingWrongRight_IsToldAndTaken()
    {
        await using var cluster = await TestCluster.StartAsync(token: Token);
        foreach (var wrong in new[] { null, "another-token-0123456789" })
        {
            using var client = cluster.Client(wrong);
            var error = await Assert.ThrowsAsync<ClusterException>(() => client.InfoAsync(TestCluster.Cancelled));
            Assert.True(error.IsBadInput);
            Assert.Contains("--token-file", error.Message, StringComparison.Ordinal);
        }

        using var right = cluster.Client(Token);
        Assert.Equal("1.0", (await right.InfoAsync(TestCluster.Cancelled)).Version);
    }

    [Fact]
    public async Task Info_Redirect_IsNotFollowedSoTheTokenStays()
    {
        await using var elsewhere = await AnsweringServer.StartAsync(HttpStatusCode.OK);
        await using var server = await AnsweringServer.StartAsync(HttpStatusCode.TemporaryRedirect, elsewhere.Address);
        using var client = SiloClient.Create(new ClusterSettings([server.Address], "a test", Token, null), TimeSpan.Zero, TimeProvider.System);
        var error = await Assert.ThrowsAsync<ClusterException>(() => client.InfoAsync(TestCluster.Cancelled));
        Assert.Contains("redirects to", error.Message, StringComparison.Ordinal);
        Assert.Equal($"Bearer {Token}", Assert.Single(server.Authorizations));
        Assert.Empty(elsewhere.Authorizations);
    }

    [Fact]
    public async Task Info_SiloNotReady_AsksTheNext()
    {
        await using var busy = await AnsweringServer.StartAsync(HttpStatusCode.ServiceUnavailable);
        await using var cluster = await TestCluster.StartAsync();
        using var client = cluster.Client(token: null, busy.Address);
        Assert.Equal("1.0", (await client.InfoAsync(TestCluster.Cancelled)).Version);
        Assert.Single(busy.Authorizations);
    }

    [Fact]
    public async Task Info_FirstSiloSilent_AsksTheNext()
    {
        using var silent = new SilentServer();
        await using var cluster = await TestCluster.StartAsync();
        using var client = cluster.Client(token: null, silent.Address);
        Assert.Equal("1.0", (await client.InfoAsync(TestCluster.Cancelled)).Version);
        Assert.Equal(cluster.Addresses[0], client.Address);
    }

    /// <summary>The events' connection stays open and is silent for 45 s before it counts as lost; a question notices within three.</summary>
    [Fact]
    public async Task Events_OtherCallsHaveMovedOn_FollowThem()
    {
        using var silent = new SilentServer { Headers = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" };
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddAsync("one");
        using var client = cluster.Client(token: null, silent.Address);
        await using var events = client.EventsAsync("one", 0, TestCluster.Cancelled).GetAsyncEnumerator(TestCluster.Cancelled);
        var first = events.MoveNextAsync();
        await silent.Asked;
        silent.Headers = "";

        Assert.Equal("one", (await client.SweepAsync("one", TestCluster.Cancelled)).Id);
        Assert.True(await first);
    }

    [Fact]
    public async Task Info_OneSilentSilo_IsToldWhileItIsWaitedFor()
    {
        using var silent = new SilentServer();
        using var client = SiloClient.Create(new ClusterSettings([silent.Address], "a test", null, null), TimeSpan.Zero, TimeProvider.System);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestCluster.Cancelled);
        var told = new List<string>();
        client.Notices = line =>
        {
            told.Add(line);
            enough.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.InfoAsync(enough.Token));
        Assert.Equal($"{silent.Address.GetLeftPart(UriPartial.Authority)} does not answer; waiting for it.", Assert.Single(told));
    }

    [Fact]
    public async Task Find_SiloAsksToWait_IsAskedAgainThen()
    {
        await using var server = await AnsweringServer.StartAsync(HttpStatusCode.TooManyRequests, later: HttpStatusCode.NotFound);
        using var client = SiloClient.Create(new ClusterSettings([server.Address], "a test", null, null), TimeSpan.Zero, TimeProvider.System);
        Assert.Null(await client.FindSweepAsync("one", TestCluster.Cancelled));
        Assert.Equal(2, server.Authorizations.Count);
    }

    [Fact]
    public async Task Answer_ThatBreaksOff_IsTheClustersFault()
    {
        using var server = new BreakingServer();
        using var client = SiloClient.Create(new ClusterSettings([server.Address], "a test", null, null), TimeSpan.Zero, TimeProvider.System);
        Func<Task>[] calls =
        [
            () => client.SpecificationAsync("one", TestCluster.Cancelled),
            () => client.FindModelAsync("one", 0, TestCluster.Cancelled),
            () => client.SweepAsync("one", TestCluster.Cancelled),
            async () =>
            {
                await foreach (var _ in client.EpochsAsync("one", TestCluster.Cancelled))
                {
                    Assert.Fail("There is no whole line.");
                }
            },
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<ClusterException>(call);
            Assert.False(error.IsBadInput);
            Assert.Contains("broke off", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Apply_NotPossibleNow_SaysWhy()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddAsync("one");
        using var client = cluster.Client();
        Assert.Equal(SweepState.Cancelled, (await client.ApplyAsync("one", SweepVerb.Cancel, TestCluster.Cancelled)).State);
        var error = await Assert.ThrowsAsync<ClusterException>(() => client.ApplyAsync("one", SweepVerb.Pause, TestCluster.Cancelled));
        Assert.True(error.IsBadInput);
        Assert.Contains("cancelled", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_ItsSiloGoes_GoOnAtTheNextWithoutGapsOrRepeats()
    {
        await using var cluster = await TestCluster.StartAsync(hosts: 2);
        await cluster.AddAsync("one");
        using var client = cluster.Client();
        await using var events = client.EventsAsync("one", 0, TestCluster.Cancelled).GetAsyncEnumerator(TestCluster.Cancelled);
        Assert.True(await events.MoveNextAsync());
        var seen = new List<EventView> { events.Current };

        await cluster.ApplyAsync("one", SweepVerb.Pause);
        Assert.True(await events.MoveNextAsync());
        seen.Add(events.Current);
        await cluster.StopHostAsync(0);
        await cluster.ApplyAsync("one", SweepVerb.Resume);
        await cluster.ApplyAsync("one", SweepVerb.Cancel);
        while (await events.MoveNextAsync())
        {
            seen.Add(events.Current);
        }

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => (long)number), seen.Select(happened => happened.Sequence));
        Assert.Equal("cancelled", seen[^1].Data.GetProperty("state").GetString());
        Assert.Equal(cluster.Addresses[1], client.Address);
    }

    [Fact]
    public async Task Find_IdNamePrefix_MeansTheRightSweep()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddAsync("small-aa1");
        await cluster.AddAsync("small-aa2");
        await cluster.AddAsync("small");
        await cluster.AddAsync("small-b");
        using var client = cluster.Client();
        Assert.Equal("small-aa1", await FindAsync("small-aa1"));
        Assert.Equal("small", await FindAsync("small"));
        Assert.Equal("small-b", await FindAsync("small-b"));
        Assert.Equal("small-aa2", await FindAsync("small-aa2"));
        var ambiguous = await Assert.ThrowsAsync<InputException>(() => FindAsync("small-a"));
        Assert.Contains("2 sweeps begin with 'small-a': small-aa2, small-aa1", ambiguous.Message, StringComparison.Ordinal);
        Assert.Contains("dropoutsweep list", (await Assert.ThrowsAsync<InputException>(() => FindAsync("none"))).Message, StringComparison.Ordinal);

        async Task<string> FindAsync(string text) => (await SweepFinder.FindAsync(client, text, TestCluster.Cancelled)).Id;
    }

    [Fact]
    public async Task Find_Name_IsTheYoungestOfThatName()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddAsync("small-1");
        await cluster.AddAsync("small-2");
        using var client = cluster.Client();
        Assert.Equal("small-2", (await SweepFinder.FindAsync(client, "small", TestCluster.Cancelled)).Id);
    }

    [Fact]
    public async Task Results_EndedTrials_AreThoseOfTheStoreBitByBit()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddAsync("one");
        var coordinators = new SweepCoordinators();
        foreach (var lease in await cluster.ClaimAsync(slots: 3))
        {
            var record = lease.Trial.Number == 1 ? TestSweep.Diverged(1) : TestSweep.Completed(lease.Trial.Number, 0.5 + (lease.Trial.Number / 3.0));
            var end = new AttemptEnd { Attempt = lease.Attempt, Record = record, Cost = -lease.Trial.Number, Model = record.Failure is null ? new ModelContent(new byte[] { 1, 2, (byte)lease.Trial.Number }) : null };
            Assert.NotNull(await cluster.Store.CompleteAsync(end, coordinators.Advance, TestCluster.Cancelled));
        }

        using var client = cluster.Client();
        var results = new ClusterResults(client, "one");
        var ended = await results.LoadAsync(TestCluster.Cancelled);
        Assert.Equal([0, 1, 2], ended.Select(record => record.Trial.Number));
        Assert.All(ended, record => Assert.Equal(TestSweep.Spec.Trial(record.Trial.Number), record.Trial));
        Assert.Equal(TrialFailureKind.Diverged, ended[1].Failure?.Kind);
        Assert.Equal(TestSweep.Completed(2, 0.5 + (2 / 3.0)).Result!.Test, ended[2].Result!.Test);
        Assert.Equal(2, ended[2].EpochCount);
        Assert.Null(await results.TrialAsync(8, TestCluster.Cancelled));
        Assert.Equal(new[] { 3, 1, 0, 2 }, (await results.TrialAsync(2, TestCluster.Cancelled))!.Result!.TestConfusion!.Counts.ToArray());
        Assert.Equal(new byte[] { 1, 2, 2 }, await results.ModelAsync(2, TestCluster.Cancelled));
        Assert.Null(await results.ModelAsync(1, TestCluster.Cancelled));

        var epochs = await results.EpochsAsync(TestCluster.Cancelled).ToListAsync(TestCluster.Cancelled);
        Assert.Equal([0, 1, 2], epochs.Select(trial => trial.Trial));
        Assert.Equal(TestSweep.Diverged(1).Result!.Epochs, epochs[1].Epochs);
        Assert.Equal(TestSweep.Completed(2, 0.5 + (2 / 3.0)).Result!.Epochs, epochs[2].Epochs);
    }

    /// <summary>An address on which nobody listens.</summary>
    private static Uri DeadAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
