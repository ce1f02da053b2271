using System.Net;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Silo.Hosting;
using Xunit;

namespace DropoutSweep.Client.Tests.Commands;

/// <summary>The command that a container engine asks by.</summary>
public sealed class HealthCommandTests
{
    [Fact]
    public async Task Health_ReadySilo_IsToldWithoutAToken()
    {
        await using var cluster = await TestCluster.StartAsync(token: "a-token-of-sixteen-characters");
        var address = cluster.Addresses[0].ToString();

        // A first answer compiles what it needs; on a busy machine that can take longer than the command waits.
        using var http = new HttpClient();
        using var first = await http.GetAsync(new Uri(cluster.Addresses[0], "/readyz"), TestCluster.Cancelled);
        Assert.Equal((0, "ready\n", ""), await TestClient.RunAsync("health", "--silo", address));
        Assert.Equal((0, "alive\n", ""), await TestClient.RunAsync("health", "--alive", "--silo", address));
    }

    [Fact]
    public async Task Health_SiloThatIsNotReady_IsAliveAndSaysWhy()
    {
        await using var cluster = await TestCluster.StartAsync();
        var host = ApiHost.Build(new ApiOptions(), new ApiServices { Store = cluster.Store, Version = "1.0", Readiness = new Waiting() });
        await using var closing = host;
        await host.StartAsync(TestCluster.Cancelled);
        var address = ApiHost.AddressOf(host).ToString();
        var (exit, output, error) = await TestClient.RunAsync("health", "--silo", address);
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("is not ready: the data has not come; nor has the store.", error, StringComparison.Ordinal);
        Assert.Equal(0, (await TestClient.RunAsync("health", "--alive", "--silo", address)).Exit);
    }

    [Fact]
    public async Task Health_NothingThatAnswers_IsFailure()
    {
        var (exit, _, error) = await TestClient.RunAsync("health", "--silo", "http://127.0.0.1:1");
        Assert.Equal(1, exit);
        Assert.StartsWith("The silo at http://127.0.0.1:1 is not ready: it does not answer", error, StringComparison.Ordinal);

        await using var other = await AnsweringServer.StartAsync(HttpStatusCode.NotFound);
        (exit, _, error) = await TestClient.RunAsync(name => name is "DROPOUTSWEEP_TOKEN" ? "a-token-of-sixteen-characters" : null, "health", "--silo", other.Address.ToString());
        Assert.Equal(1, exit);
        Assert.Contains("it answers with status 404", error, StringComparison.Ordinal);
        Assert.Equal([""], other.Authorizations);
    }

    [Fact]
    public async Task Health_TwoAddresses_IsBadInput()
    {
        var (exit, _, error) = await TestClient.RunAsync("health", "--silo", "http://127.0.0.1:1,http://127.0.0.1:2");
        Assert.Equal(2, exit);
        Assert.Contains("--silo is one address, not 2", error, StringComparison.Ordinal);
    }

    private sealed class Waiting : IReadiness
    {
        public IReadOnlyList<string> Reasons => ["the data has not come", "nor has the store"];
    }
}
