using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Tests.Api.Support;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace DropoutSweep.Silo.Tests.Api;

public sealed class HostTests
{
    [Fact]
    public async Task Info_Read_SaysWhatAnswers()
    {
        await using var api = await TestApi.StartAsync();

        Assert.Equal(new InfoView("1.2.3", "none", new StoreDescription("fake", "memory", "none")), await api.GetAsync("/v1/info", ApiJson.Default.InfoView));
    }

    [Fact]
    public async Task Silos_Read_AreThoseOfTheStore()
    {
        await using var api = await TestApi.StartAsync();
        var silo = new SiloRecord { Id = "a", Host = "h", Process = 7, Slots = 2, Engine = "sql", Version = "1", VectorBits = 256, Alive = true };
        api.Store.Silos.Add(silo);

        Assert.Equal([silo], (await api.GetAsync("/v1/silos", ApiJson.Default.SiloListView)).Silos);
    }

    [Fact]
    public async Task Silos_Read_OfOrleans_HaveTheirMembersWithTheDeadLast()
    {
        await using var api = await TestApi.StartAsync();
        api.Store.Memberships.Add(TestMembers.Table);
        api.Store.Silos.Add(TestMembers.Silo("orleans"));

        var membership = Assert.Single((await api.GetAsync("/v1/silos", ApiJson.Default.SiloListView)).Memberships!);
        Assert.Equal(("dropoutsweep", 7), (membership.Cluster, membership.Version));
        Assert.Equal([("silo-1", MemberStatus.Active), ("<script>", MemberStatus.ShuttingDown), ("silo-2", MemberStatus.Dead)], membership.Members.Select(member => (member.Name, member.Status)));
        Assert.Equivalent(TestMembers.Table.Members[0].Member, membership.Members[2], strict: true);
        using var text = await api.GetAsync("/v1/silos");
        Assert.Contains("\"status\":\"shuttingDown\"", await text.Content.ReadAsStringAsync(TestApi.Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sql", true)]
    [InlineData("orleans", false)]
    public async Task Silos_Read_WhenOrleansDoesNotDriveTheStore_HaveNoMembers(string engine, bool alive)
    {
        await using var api = await TestApi.StartAsync();
        api.Store.Memberships.Add(TestMembers.Table);
        api.Store.Silos.Add(TestMembers.Silo(engine, alive));

        Assert.Null((await api.GetAsync("/v1/silos", ApiJson.Default.SiloListView)).Memberships);
    }

    [Fact]
    public async Task Ready_Reasons_AreGiven()
    {
        var readiness = new SetReadiness { Reasons = ["the store is being migrated"] };
        await using var api = await TestApi.StartAsync(readiness: readiness);

        using var before = await api.GetAsync("/readyz");
        using var health = await api.GetAsync("/healthz?by=a+load+balancer");
        readiness.Reasons = [];
        using var after = await api.GetAsync("/readyz");

        Assert.Equal(["the store is being migrated"], (await TestApi.ProblemAsync(before, HttpStatusCode.ServiceUnavailable)).Reasons!);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (health.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task UnknownAddress_Asked_IsAProblem()
    {
        await using var api = await TestApi.StartAsync();

        using var answer = await api.GetAsync("/v2/sweeps");
        using var method = await api.PostAsync("/v1/silos");

        var problem = await TestApi.ProblemAsync(answer, HttpStatusCode.NotFound);
        Assert.Equal((ApiProblemTypes.NotFound, "/v2/sweeps"), (problem.Type, problem.Instance));
        await TestApi.ProblemAsync(method, HttpStatusCode.MethodNotAllowed);
        Assert.Equal(["GET"], method.Content.Headers.Allow);
    }

    [Fact]
    public async Task Store_Away_IsUnavailable()
    {
        await using var api = await TestApi.StartAsync();
        api.Store.Failure = new StoreException("the database does not answer");

        using var answer = await api.GetAsync("/v1/silos");

        Assert.Equal("the database does not answer", (await TestApi.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable)).Detail);
    }

    /// <summary>Trials wait for minutes for a store that is away; whoever asks is told, instead of a silence that looks like the silo's.</summary>
    [Fact]
    public async Task Store_Away_IsToldInsteadOfWaitedFor()
    {
        await using var api = await TestApi.StartAsync();
        api.Store.IsAway = true;
        api.Store.AwayFor = TimeSpan.FromSeconds(12);

        using var answer = await api.GetAsync("/v1/silos");

        var problem = await TestApi.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable);
        Assert.Equal((ApiProblemTypes.Unavailable, "the store memory has not answered for 12 s"), (problem.Type, problem.Detail));
        foreach (var path in new[] { "/healthz", "/readyz" })
        {
            using var alive = await api.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        }

        api.Store.IsAway = false;
        api.Store.AwayFor = null;
        using var back = await api.GetAsync("/v1/silos");
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }

    /// <summary>Metrics tell of the store's being away: they wait two seconds for its counts, and do without.</summary>
    [Fact]
    public async Task Metrics_StoreAway_AreNotCutOff()
    {
        await using var api = await TestApi.StartAsync(more: static app => app.MapGet("/metrics", static async (CancellationToken token) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), token);
            return "told";
        }));
        api.Store.AwayFor = TimeSpan.FromSeconds(12);

        using var answer = await api.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public void Readiness_StoreAway_IsAReasonAfterAMoment()
    {
        var store = new FakeSweepStore();
        var readiness = new SiloReadiness(new AlwaysReady(), store);
        readiness.Set(reason: null);
        Assert.Empty(readiness.Reasons);
        store.AwayFor = TimeSpan.FromSeconds(1);
        Assert.Empty(readiness.Reasons);
        store.AwayFor = TimeSpan.FromSeconds(8);
        Assert.Equal(["the store memory has not answered for 8 s"], readiness.Reasons);
    }

    [Fact]
    public async Task Error_NobodyForesaw_SaysNothingOfTheInside()
    {
        using var loggers = new RecordingLoggers();
        await using var api = await TestApi.StartAsync(more: app => app.MapGet("/broken", string () => throw new InvalidOperationException("secret inside")), loggers: loggers);

        using var answer = await api.GetAsync("/broken");

        var problem = await TestApi.ProblemAsync(answer, HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(TestApi.Cancelled), StringComparison.Ordinal);
        Assert.Equal(ApiProblemTypes.Internal, problem.Type);
        Assert.Contains("4200 GET /broken failed. secret inside", loggers.Lines, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Address_LoopbackOfIpV6_IsServed()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6 && NetworkInterface.GetAllNetworkInterfaces().Any(one => one.GetIPProperties().UnicastAddresses.Any(address => address.Address.Equals(IPAddress.IPv6Loopback))), "This machine has no ::1.");
        await using var api = await TestApi.StartAsync(new ApiOptions { Address = "::1" });

        Assert.Equal("[::1]", api.Client.BaseAddress!.Host);
        using var answer = await api.GetAsync("/v1/info");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("{}", "application/json; charset=bogus")]
    public async Task Prune_OtherTypeOrNone_IsRefusedWithWhatIsTaken(string? body, string type)
    {
        await using var api = await TestApi.StartAsync();
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body ?? ""));
        if (body is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var answer = await api.Client.PostAsync(new Uri("/v1/prune", UriKind.Relative), body is null ? null : content, TestApi.Cancelled);
        var problem = await TestApi.ReadAsync(answer, HttpStatusCode.UnsupportedMediaType, ApiJson.Default.ApiProblem);

        Assert.Contains("send an object as application/json", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/v1/sweeps")]
    [InlineData("/")]
    public async Task Head_OfWhatCanBeRead_IsItsHead(string path)
    {
        await using var api = await TestApi.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await api.Client.SendAsync(request, TestApi.Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestApi.Cancelled));
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.OK)]
    [InlineData("""{"deleteSweeps":true,"dryRun":true,"olderThanSeconds":60,"keepModels":0}""", HttpStatusCode.OK)]
    [InlineData("""{"sweep":"nobody"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"olderThanSeconds":-1}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"keepModels":1001}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"deletesweeps":true}""", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    public async Task Prune_Body_IsChecked(string body, HttpStatusCode expected)
    {
        await using var api = await TestApi.StartAsync();
        var id = await api.SubmitAsync();
        using var cancelled = await api.PostAsync($"/v1/sweeps/{id}/cancel");

        using var answer = await api.PostAsync("/v1/prune", body, "application/json");

        Assert.Equal(expected, answer.StatusCode);
        Assert.NotNull((await api.GetAsync($"/v1/sweeps/{id}", ApiJson.Default.SweepView)).Id);
        if (expected == HttpStatusCode.OK)
        {
            var outcome = await TestApi.ReadAsync(answer, expected, ApiJson.Default.PruneOutcome);
            Assert.Equal(body.Contains("deleteSweeps", StringComparison.Ordinal) ? 1 : 0, outcome.Sweeps);
        }
    }

    [Fact]
    public async Task Start_And_Stop_WriteNothing()
    {
        using var output = new StringWriter();
        var (before, beforeError) = (Console.Out, Console.Error);
        Console.SetOut(output);
        Console.SetError(output);
        try
        {
            var api = await TestApi.StartAsync();
            using var answer = await api.GetAsync("/healthz");
            await api.DisposeAsync();
        }
        finally
        {
            Console.SetOut(before);
            Console.SetError(beforeError);
        }

        Assert.Empty(output.ToString());
    }

    private sealed class SetReadiness : IReadiness
    {
        public IReadOnlyList<string> Reasons { get; set; } = [];
    }
}
