using System.Diagnostics;
using System.Text.Json;
using DropoutSweep.Faults.Processes;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.EndToEnd;

/// <summary>Real silos in processes of their own, over one SQLite file, on the generated digits.</summary>
public sealed class ClusterTests : IDisposable
{
    private const string Digits = """
        name: cluster
        dataset: digits
        model:
          layers: [24]
          dropout: {grid: [0, 0.3]}
        training: {epochs: 6, batch_size: 32}
        objective: {metric: validation_accuracy, at: best}
        replicates: 2
        """;

    private static readonly string[] ResultFiles = ["summary.json", "epochs.csv", "best.safetensors", "best-report.txt", "sweep.yaml"];
    private readonly string _folder = Directory.CreateTempSubdirectory("dropoutsweep-").FullName;

    public ClusterTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to another process.");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Up_SiloKilledInMidSweep_EndsWithTheFilesOfRun()
    {
        var spec = Write(Digits);
        using var up = ClusterProcess.Start(_folder, "up", "--silos", "2", "--slots", "2", "--port", "0", "--checkpoint-every", "0.05");
        var cluster = await up.AddressesAsync(2);
        using var submit = ClusterProcess.Start(_folder, "submit", spec, "--watch", "--cluster", cluster);

        // The silo that the submission did not go to, in the middle of a trial: the watching is not what is lost.
        var victim = 0;
        await up.UntilAsync(async () => (victim = await TrainsAsync(cluster, cluster.Split(',')[1])) > 0, "a silo that trains");
        using (var silo = Process.GetProcessById(victim))
        {
            silo.Kill();
        }

        Assert.True(await submit.WaitAsync() == 0, submit.Error + up.Error);
        Assert.Contains("was killed; its trials go on elsewhere", up.Error, StringComparison.Ordinal);
        Assert.Contains("was lost; it goes on from its last checkpoint", submit.Error, StringComparison.Ordinal);
        Assert.Contains("lost", await OutcomesAsync(cluster), StringComparer.Ordinal);

        var export = await ClusterProcess.RunAsync(_folder, "export", "cluster", In("export"), "--cluster", cluster);
        Assert.True(export.Exit == 0, export.Error);
        var run = await ClusterProcess.RunAsync(_folder, "run", spec, "--out", In("run"), "--no-report");
        Assert.True(run.Exit == 0, run.Error);
        AssertSameResults("export", "run");
    }

    [Fact]
    public async Task Watch_ItsSiloCrashes_GoesOnAtAnother()
    {
        var spec = Write(Digits);
        using var up = ClusterProcess.Start(_folder, "up", "--engine", "sql", "--silos", "2", "--slots", "2", "--port", "0", "--checkpoint-every", "0.05");
        var cluster = await up.AddressesAsync(2);
        using var submit = ClusterProcess.Start(_folder, "submit", spec, "--watch", "--cluster", cluster);
        var victim = 0;
        await up.UntilAsync(async () => (victim = await TrainsAsync(cluster, cluster.Split(',')[0])) > 0, "a silo that trains");
        await ClusterProcess.CrashAsync(victim);

        Assert.True(await submit.WaitAsync() == 0, submit.Error + up.Error);
        Assert.Contains("crashed (exit code 134); its trials go on elsewhere; it is started again in 1 s", up.Error, StringComparison.Ordinal);
        Assert.Contains("crashed", await OutcomesAsync(cluster.Split(',')[1]), StringComparer.Ordinal);
        foreach (var number in Enumerable.Range(1, 4))
        {
            Assert.Single(submit.Error.Split('\n'), line => line.StartsWith($"{number}/4 trial ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Silo_Terminated_ExitsWithZeroAndGivesItsTrialsBack()
    {
        var spec = Write(Digits.Replace("epochs: 6", "epochs: 500", StringComparison.Ordinal));
        using (var silo = ClusterProcess.Start(_folder, "silo", "--slots", "1", "--port", "0", "--store", In("store.db")))
        {
            var cluster = await silo.AddressesAsync(1);
            Assert.Equal(0, (await ClusterProcess.RunAsync(_folder, "submit", spec, "--cluster", cluster)).Exit);
            await silo.UntilAsync(async () => await TrainsAsync(cluster, cluster) > 0, "a trial that runs");
            var began = Stopwatch.StartNew();
            silo.SendTerminate();
            Assert.True(await silo.WaitAsync() == 0, silo.Error);
            Assert.InRange(began.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        }

        await using var store = SweepStores.Create(In("store.db"), TimeProvider.System);
        await store.OpenAsync(TestContext.Current.CancellationToken);
        var sweep = Assert.Single(await store.ListSweepsAsync(new SweepQuery(), TestContext.Current.CancellationToken));
        Assert.Equal(0, sweep.Trials.Running);
        Assert.Equal(0, sweep.Lost);
        var attempt = Assert.Single(await store.ListAttemptsAsync(sweep.Id, trial: null, TestContext.Current.CancellationToken));
        Assert.Equal(AttemptOutcome.Released, attempt.Outcome);
        Assert.True((await store.FindTrialAsync(sweep.Id, attempt.Trial, TestContext.Current.CancellationToken))!.HasCheckpoint);
        Assert.Empty(await store.ListSilosAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Up_InterruptedOrKilled_LeavesNoProcess(bool killed)
    {
        // A silo that nobody tells to stop sees for itself that its supervisor has gone, whatever its engine.
        string[] engine = killed ? ["--engine", "sql"] : [];
        using var up = ClusterProcess.Start(_folder, ["up", "--silos", "2", "--port", "0", .. engine]);
        var cluster = await up.AddressesAsync(2);
        var silos = (await ClusterProcess.GetAsync(cluster, "/v1/silos")).GetProperty("silos").EnumerateArray().Select(silo => silo.GetProperty("process").GetInt32()).ToList();
        Assert.Equal(2, silos.Count);
        Assert.All(silos, silo => Assert.True(Lives(silo)));
        if (killed)
        {
            up.Kill();
            await up.UntilAsync(() => Task.FromResult(!silos.Any(Lives)), "the silos to stop");
        }
        else
        {
            up.SendInterrupt();
            Assert.True(await up.WaitAsync() == 0, up.Error);
            Assert.DoesNotContain(silos, Lives);
        }
    }

    [Fact]
    public async Task Up_TwiceOnOneStore_AreOneCluster()
    {
        using var one = ClusterProcess.Start(_folder, "up", "--slots", "1", "--port", "0");
        using var other = ClusterProcess.Start(_folder, "up", "--slots", "1", "--port", "0");
        var cluster = await one.AddressesAsync(1);
        await other.AddressesAsync(1);
        Assert.Equal(2, (await ClusterProcess.GetAsync(cluster, "/v1/silos")).GetProperty("silos").GetArrayLength());
        one.SendInterrupt();
        other.SendTerminate();
        Assert.Equal(0, await one.WaitAsync());
        Assert.Equal(0, await other.WaitAsync());
    }

    [Fact]
    public async Task Up_SiloDisplacedByAnotherEngine_EndsWithTwo()
    {
        using var up = ClusterProcess.Start(_folder, "up", "--engine", "sql", "--port", "0", "--lease", "1", "--store", In("store.db"));
        await up.AddressesAsync(1);
        await using var store = SweepStores.Create(In("store.db"), TimeProvider.System);
        await store.OpenAsync(TestContext.Current.CancellationToken);
        var silo = Assert.Single(await store.ListSilosAsync(TestContext.Current.CancellationToken));
        await FreezeBetweenWritesAsync(silo.Process);
        await up.UntilAsync(async () => !(await store.ListSilosAsync(TestContext.Current.CancellationToken))[0].Alive, "its lease to run out");
        await store.EnterSiloAsync(silo with { Id = "other", Engine = "orleans" }, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        ClusterProcess.Continue(silo.Process);

        Assert.True(await up.WaitAsync() == 2, up.Error);
        Assert.Contains("was taken over by the engine orleans", up.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("it is started again", up.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_PortTaken_EndsWithTwoAndSaysSo()
    {
        using var silo = ClusterProcess.Start(_folder, "silo", "--engine", "sql", "--slots", "0", "--port", "0");
        var port = new Uri(await silo.AddressesAsync(1)).Port;
        var (exit, output, error) = await ClusterProcess.RunAsync(_folder, "up", "--engine", "sql", "--port", $"{port}");
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains($"Another process listens on port {port} already", error, StringComparison.Ordinal);
        silo.SendTerminate();
        Assert.Equal(0, await silo.WaitAsync());
    }

    /// <summary>Stops a process while it does not write to the store: it would hold the file's lock for as long as it stands still.</summary>
    private async Task FreezeBetweenWritesAsync(int process)
    {
        ClusterProcess.Freeze(process);
        while (!await FileTurn.IsFreeAsync(In("store.db")))
        {
            ClusterProcess.Continue(process);
            await Task.Delay(TimeSpan.FromMilliseconds(7), TestContext.Current.CancellationToken);
            ClusterProcess.Freeze(process);
        }
    }

    /// <summary>The process of the silo at an address, once it has trained an epoch of a trial; 0 before.</summary>
    private static async Task<int> TrainsAsync(string cluster, string address)
    {
        var silo = (await ClusterProcess.GetAsync(cluster, "/v1/silos")).GetProperty("silos").EnumerateArray()
            .First(one => string.Equals(one.GetProperty("address").GetString(), address, StringComparison.Ordinal));
        var sweeps = (await ClusterProcess.GetAsync(cluster, "/v1/sweeps")).GetProperty("sweeps");
        if (sweeps.GetArrayLength() == 0)
        {
            return 0;
        }

        var running = (await ClusterProcess.GetAsync(cluster, $"/v1/sweeps/{sweeps[0].GetProperty("id").GetString()}/trials?state=running")).GetProperty("trials");
        return running.EnumerateArray().Any(trial => Is(trial, "silo", silo.GetProperty("id").GetString()) && trial.GetProperty("epochs").GetInt32() > 0)
            ? silo.GetProperty("process").GetInt32()
            : 0;
    }

    private static bool Is(JsonElement element, string member, string? value) => string.Equals(element.GetProperty(member).GetString(), value, StringComparison.Ordinal);

    private static async Task<List<string?>> OutcomesAsync(string cluster)
    {
        var id = (await ClusterProcess.GetAsync(cluster, "/v1/sweeps")).GetProperty("sweeps")[0].GetProperty("id").GetString();
        return [.. (await ClusterProcess.GetAsync(cluster, $"/v1/sweeps/{id}/attempts")).GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("outcome").GetString())];
    }

    private static bool Lives(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private void AssertSameResults(string one, string other)
    {
        foreach (var file in ResultFiles)
        {
            Assert.Equal(
                Convert.ToHexString(File.ReadAllBytes(Path.Combine(In(one), file))),
                Convert.ToHexString(File.ReadAllBytes(Path.Combine(In(other), file))));
        }
    }

    private string In(string name) => Path.Combine(_folder, name);

    private string Write(string text)
    {
        File.WriteAllText(In("sweep.yaml"), text);
        return In("sweep.yaml");
    }
}
