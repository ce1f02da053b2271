using System.Text.Json;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Silo;
using DropoutSweep.Silo.Engine;
using DropoutSweep.Storage;
using Xunit;

namespace DropoutSweep.Client.Tests.Commands;

/// <summary>The commands that speak to a cluster, typed, against the real API.</summary>
public sealed class ClusterCommandTests
{
    [Theory]
    [InlineData("cluster-bad-address", "list", "--cluster", "localhost:5380")]
    [InlineData("submit-bad-priority", "submit", "x.yaml", "--priority", "101")]
    [InlineData("up-bad-slots", "up", "--silos", "3", "--slots", "2")]
    [InlineData("silo-bad-lease", "silo", "--lease", "long")]
    [InlineData("trials-two-formats", "trials", "x", "--csv", "--json")]
    [InlineData("prune-bad-age", "prune", "--older-than", "30")]
    [InlineData("watch-no-sweep", "watch")]
    public async Task Command_BadCommandLine_ExitsWithTwoAndOneHint(string name, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var (exit, output, error) = await TestClient.RunAsync(variable => variable.StartsWith("XDG_", StringComparison.Ordinal) ? folder.Root : null, args);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Snapshot.Matches($"error-{name}", error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Root));
    }

    [Fact]
    public async Task Silo_OfAnotherEngineThanThoseThatLive_ExitsWithTwoAndSaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        var token = TestContext.Current.CancellationToken;
        await using var store = SweepStores.Create(folder["sweeps.db"], TimeProvider.System);
        await store.OpenAsync(token);
        await store.EnterSiloAsync(SiloIdentity.Create(2, address: null, EngineKind.Orleans), TimeSpan.FromMinutes(1), token);
        var (exit, output, error) = await TestClient.RunAsync("silo", "--engine", "sql", "--store", folder["sweeps.db"], "--port", "0");

        Assert.True(exit == ExitCodes.BadInput, error);
        Assert.Empty(output);
        Assert.Contains("is driven by the engine orleans, this silo's is sql, and only one drives a store at a time", error, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", error, StringComparison.Ordinal);
        Assert.EndsWith("To join them: --engine orleans.\n", error, StringComparison.Ordinal);
        Assert.Single(await store.ListSilosAsync(token));
    }

    [Fact]
    public async Task Up_OfAnotherEngineThanThoseThatLive_ExitsWithTwoAndSaysSoOnce()
    {
        using var folder = new TemporaryFolder();
        var token = TestContext.Current.CancellationToken;
        await using var store = SweepStores.Create(folder["sweeps.db"], TimeProvider.System);
        await store.OpenAsync(token);
        await store.EnterSiloAsync(SiloIdentity.Create(2, address: null, EngineKind.Orleans), TimeSpan.FromMinutes(1), token);
        var (exit, output, error) = await TestClient.RunAsync("up", "--silos", "3", "--slots", "3", "--engine", "sql", "--store", folder["sweeps.db"], "--port", "0");

        Assert.True(exit == ExitCodes.BadInput, error);
        Assert.Empty(output);
        Assert.Single(error.Split('\n'), line => line.Contains("is driven by the engine orleans, this silo's is sql", StringComparison.Ordinal));
        Assert.EndsWith("To join them: --engine orleans.\n", error, StringComparison.Ordinal);
        Assert.Single(await store.ListSilosAsync(token));
    }

    [Fact]
    public async Task List_NoCluster_ExitsWithOneAndSaysHowToStartOne()
    {
        using var folder = new TemporaryFolder();
        var (exit, output, error) = await TestClient.RunAsync(variable => variable.StartsWith("XDG_", StringComparison.Ordinal) ? folder.Root : null, "list", "--cluster", "http://127.0.0.1:1");
        Assert.Equal(1, exit);
        Assert.Empty(output);
        Assert.StartsWith("error: no silo answers at http://127.0.0.1:1", error, StringComparison.Ordinal);
        Assert.Contains("comes from --cluster", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_Specification_PrintsTheIdAloneAndTheKeyCounts()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var folder = new TemporaryFolder();
        var spec = folder.Write("small.yaml", TestSweep.Yaml);
        var first = await TestClient.RunAsync(cluster.Environment, "submit", spec, "--key", "once", "--priority", "-5");
        Assert.True(first.Exit == 0, first.Error);
        var id = first.Out.TrimEnd('\n');
        Assert.Matches("^small-[0-9a-f]+$", id);
        Assert.Contains($"/sweeps/{id}", first.Error, StringComparison.Ordinal);
        var again = await TestClient.RunAsync(cluster.Environment, "submit", spec, "--key", "once", "--priority", "-5");
        Assert.Equal(first.Out, again.Out);
        Assert.Equal(-5, (await cluster.Store.FindSweepAsync(id, TestCluster.Cancelled))!.Priority);

        var conflict = await TestClient.RunAsync(cluster.Environment, "submit", spec, "--key", "once", "--set", "seed=8");
        Assert.Equal(2, conflict.Exit);
        Assert.Contains("take another key", conflict.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_BadSpecification_NamesItsPlaceAndAsksNobody()
    {
        using var folder = new TemporaryFolder();
        var spec = folder.Write("small.yaml", TestSweep.Yaml.Replace("epochs: 2", "epochs: two", StringComparison.Ordinal));
        var (exit, _, error) = await TestClient.RunAsync("submit", spec, "--cluster", "http://127.0.0.1:1");
        Assert.Equal(2, exit);
        Assert.StartsWith($"error: {spec}:6:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_Typed_MoveTheSweep()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddAsync("one");
        Assert.Equal((0, "one: paused\n", ""), await TestClient.RunAsync(cluster.Environment, "pause", "one"));
        Assert.Equal((0, "one: queued\n", ""), await TestClient.RunAsync(cluster.Environment, "resume", "small"));
        Assert.Equal((0, "one: cancelled\n", ""), await TestClient.RunAsync(cluster.Environment, "cancel", "on"));
        var (exit, output, error) = await TestClient.RunAsync(cluster.Environment, "watch", "one");
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("cancelled before a trial of it began", error, StringComparison.Ordinal);
        Assert.Equal(2, (await TestClient.RunAsync(cluster.Environment, "drain", "one")).Exit);
    }

    [Fact]
    public async Task ListStatusTrials_Json_IsTheApisAndNothingElse()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddAsync("one");
        foreach (var args in new[] { new[] { "list", "--json" }, ["status", "one", "--json"], ["trials", "one", "--json"] })
        {
            var (exit, output, error) = await TestClient.RunAsync(cluster.Environment, args);
            Assert.Equal((0, ""), (exit, error));
            using var json = JsonDocument.Parse(output);
        }

        var csv = await TestClient.RunAsync(cluster.Environment, "trials", "one", "--csv", "--limit", "3");
        Assert.Equal(4, csv.Out.TrimEnd().Split('\n').Length);
        var last = await TestClient.RunAsync(cluster.Environment, "trials", "one", "--csv", "--descending", "--offset", "1", "--limit", "1");
        var all = (await TestClient.RunAsync(cluster.Environment, "trials", "one", "--csv")).Out.TrimEnd().Split('\n');
        Assert.Equal([all[0], all[^2]], last.Out.TrimEnd().Split('\n'));
        var bad = await TestClient.RunAsync(cluster.Environment, "trials", "one", "--state", "ended");
        Assert.Equal(2, bad.Exit);
        Assert.Contains("--state is pending, running", bad.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_NothingBegunOrFolderTaken_IsBadInput()
    {
        await using var cluster = await TestCluster.StartAsync();
        using var folder = new TemporaryFolder();
        await cluster.AddAsync("one");
        var (exit, _, error) = await TestClient.RunAsync(cluster.Environment, "export", "one", folder["new"]);
        Assert.Equal(2, exit);
        Assert.Contains("no trial of it has begun", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["new"]));
        folder.Write("epochs.csv.tmp", "what an export that was killed has left");
        Assert.Contains("no trial of it has begun", (await TestClient.RunAsync(cluster.Environment, "export", "one", folder.Root)).Error, StringComparison.Ordinal);
        folder.Write("mine.txt", "");
        Assert.Contains("holds other files", (await TestClient.RunAsync(cluster.Environment, "export", "one", folder.Root)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prune_DryRun_SaysWhatWouldBeFreed()
    {
        await using var cluster = await TestCluster.StartAsync();
        await cluster.AddAsync("one");
        await TestClient.RunAsync(cluster.Environment, "cancel", "one");
        var (exit, output, _) = await TestClient.RunAsync(cluster.Environment, "prune", "--delete-sweeps", "--dry-run");
        Assert.Equal(0, exit);
        Assert.StartsWith("Would free: 1 sweep(s)", output, StringComparison.Ordinal);
        Assert.StartsWith("Freed: 1 sweep(s)", (await TestClient.RunAsync(cluster.Environment, "prune", "--delete-sweeps")).Out, StringComparison.Ordinal);
        Assert.Null(await cluster.Store.FindSweepAsync("one", TestCluster.Cancelled));
    }
}
