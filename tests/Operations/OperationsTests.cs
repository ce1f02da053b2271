using System.Runtime.CompilerServices;
using DropoutSweep.EndToEnd;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Stores;
using Xunit;

namespace DropoutSweep.Operations;

/// <summary>What operators do to a cluster that works: backup and restore, more and fewer silos, a newer program.</summary>
public sealed class OperationsTests : IDisposable
{
    private const string Sweep = """
        name: operated
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

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public OperationsTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to another process.");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A backup in the middle of a sweep, the cluster and its store lost, the backup restored; and silos that come and go meanwhile.</summary>
    [Fact]
    public async Task Store_BackedUpInMidSweepAndRestored_EndsWithTheBitsOfRun()
    {
        File.WriteAllText(In("sweep.yaml"), Sweep);
        using (var silo = Silo())
        {
            var lost = await silo.AddressesAsync(1);
            Assert.Equal(0, (await ClusterProcess.RunAsync(_folder, "submit", In("sweep.yaml"), "--cluster", lost)).Exit);
            await silo.UntilAsync(async () => (await SweepAsync()).Trials.Completed > 0, "a trial's end");
            var backup = await ClusterProcess.RunAsync(_folder, "backup", In("backup.db"), "--store", In("store.db"));
            Assert.True(backup.Exit == 0, backup.Error);
            Assert.Contains("checked", backup.Out, StringComparison.Ordinal);
            silo.Kill();
            await silo.WaitAsync();
        }

        foreach (var file in Directory.GetFiles(_folder, "store.db*"))
        {
            File.Delete(file);
        }

        File.Copy(In("backup.db"), In("store.db"));
        using var first = Silo();
        using var second = Silo();
        var cluster = await first.AddressesAsync(1);
        await second.AddressesAsync(1);
        await first.UntilAsync(async () => (await SweepAsync()).Trials.Running == 2, "two silos that train");

        // Scaling down: the silo goes, its trial goes on from its checkpoint at the other one.
        second.SendTerminate();
        Assert.True(await second.WaitAsync() == 0, second.Error);
        var watch = await ClusterProcess.RunAsync(_folder, "watch", "operated", "--cluster", cluster);
        Assert.True(watch.Exit == 0, watch.Error + first.Error);
        Assert.Equal(SweepState.Completed, (await SweepAsync()).State);

        var export = await ClusterProcess.RunAsync(_folder, "export", "operated", In("export"), "--cluster", cluster);
        Assert.True(export.Exit == 0, export.Error);
        var run = await ClusterProcess.RunAsync(_folder, "run", In("sweep.yaml"), "--out", In("run"), "--no-report");
        Assert.True(run.Exit == 0, run.Error);
        foreach (var file in ResultFiles)
        {
            Assert.Equal(Convert.ToHexString(File.ReadAllBytes(Path.Combine(In("export"), file))), Convert.ToHexString(File.ReadAllBytes(Path.Combine(In("run"), file))));
        }
    }

    /// <summary>Stores of every schema before, as they were in the middle of a sweep, and two silos of this program that find them at once.</summary>
    [Fact]
    public async Task Store_OfAnEarlierSchemaInMidSweep_IsMigratedOnceAndTheSweepEnds()
    {
        foreach (var released in Directory.GetFiles(Released(), "v*.sqlite").Order(StringComparer.Ordinal))
        {
            foreach (var file in Directory.GetFiles(_folder, "store.db*"))
            {
                File.Delete(file);
            }

            File.Copy(released, In("store.db"));
            using var one = Silo("--verbose");
            using var other = Silo("--verbose");
            await one.AddressesAsync(1);
            await other.AddressesAsync(1);
            await one.UntilAsync(async () => (await SweepAsync("a")).IsEnded, $"the end of the sweep in {Path.GetFileName(released)}");
            Assert.Equal((3, 0), ((await SweepAsync("a")).Trials.Completed, (await SweepAsync("a")).Lost));
            one.SendTerminate();
            other.SendTerminate();
            Assert.Equal((0, 0), (await one.WaitAsync(), await other.WaitAsync()));
            Assert.InRange($"{one.Error}\n{other.Error}".Split('\n').Count(line => line.Contains("Brought the store", StringComparison.Ordinal)), 0, 1);
        }
    }

    private static string Released([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../Storage.Tests/Released");

    private async Task<SweepRecord> SweepAsync(string? id = null)
    {
        await using var store = SweepStores.Create(In("store.db"), TimeProvider.System);
        await store.OpenAsync(Token);
        return id is null
            ? Assert.Single(await store.ListSweepsAsync(new SweepQuery(), Token))
            : (await store.FindSweepAsync(id, Token))!;
    }

    private ClusterProcess Silo(params string[] more) =>
        ClusterProcess.Start(_folder, ["silo", "--slots", "1", "--port", "0", "--store", In("store.db"), "--checkpoint-every", "0.05", "--lease", "2", .. more]);

    private string In(string name) => Path.Combine(_folder, name);
}
