using System.Text.Json;
using DropoutSweep.EndToEnd;
using Xunit;

namespace DropoutSweep.Operations;

/// <summary>Silos under limits of processors and memory, as in a container.</summary>
public sealed class ContainerTests : IDisposable
{
    private const string Sweep = """
        name: sizes
        dataset: digits
        model:
          layers: {grid: [[24], [6000, 6000]]}
        training: {epochs: 1, batch_size: 128}
        replicates: 1
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("dropoutsweep-").FullName;

    public ContainerTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Control groups are Linux's.");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Silo_UnderALimit_TakesWholeProcessorsAndRefusesWhatCannotFit()
    {
        using var group = ControlGroup.Create(processors: 1.5, memory: 300L << 20);
        using var silo = ClusterProcess.Start(_folder, group.Before, [], "silo", "--port", "0");
        var cluster = await silo.AddressesAsync(1);

        Assert.Equal("1", (await ClusterProcess.GetAsync(cluster, "/v1/silos")).GetProperty("silos")[0].GetProperty("slots").GetRawText());
        var failure = await FailureAsync(silo, cluster);
        Assert.Matches("^The trial needs [0-9,]+ MB of memory \\(in MB: parameters [0-9.,]+, .*\\); there are 1[0-9][0-9] MB for trials \\(the container's memory limit is 314 MB, of which .NET may use 235 MB", failure);
    }

    [Fact]
    public async Task Silo_TrialsThatFitOnlyOneByOne_RunOneByOne()
    {
        // Of three at once each takes some 290 MB at its end; the process has 600.
        var spec = Write("name: three\ndataset: curve\nmodel: {layers: [3000, 3000], output: linear}\ntraining: {epochs: 1}\nreplicates: 3\n");
        using var silo = ClusterProcess.Start(_folder, [], [("DOTNET_GCHeapHardLimit", "0x24000000")], "silo", "--port", "0", "--slots", "3");
        var cluster = await silo.AddressesAsync(1);

        var (exit, _, error) = await ClusterProcess.RunAsync(_folder, "submit", spec, "--watch", "--cluster", cluster);

        Assert.True(exit == 0, error + silo.Error);
    }

    [Fact]
    public async Task Silo_DataSetTooLarge_FailsEveryTrialWithFigures()
    {
        using var silo = ClusterProcess.Start(_folder, [], [("DOTNET_GCHeapHardLimit", "0x2C00000")], "silo", "--port", "0", "--slots", "1");
        var cluster = await silo.AddressesAsync(1);

        var failure = await FailureAsync(silo, cluster, fails: 2);
        Assert.Equal("The data set 'digits' takes 19 MB of memory; there are 13 MB for data sets and trials (.NET may use 46 MB here). A higher limit, or a smaller data set, would do.", failure);
    }

    /// <summary>Runs the sweep: some trials fail for want of memory, the silo lives, and the others complete.</summary>
    private async Task<string> FailureAsync(ClusterProcess silo, string cluster, int fails = 1)
    {
        var (exit, _, error) = await ClusterProcess.RunAsync(_folder, "submit", Write(Sweep), "--watch", "--cluster", cluster);
        Assert.True(exit == 1, error + silo.Error);
        var sweep = (await ClusterProcess.GetAsync(cluster, "/v1/sweeps")).GetProperty("sweeps")[0];
        var trials = sweep.GetProperty("trials");
        Assert.Equal((2 - fails, fails), (Count(trials, "completed"), Count(trials, "failed")));
        var failed = (await ClusterProcess.GetAsync(cluster, $"/v1/sweeps/{sweep.GetProperty("id").GetString()}/trials?state=failed")).GetProperty("trials")[0];
        Assert.Equal("outOfMemory", failed.GetProperty("failure").GetProperty("kind").GetString());
        return failed.GetProperty("failure").GetProperty("message").GetString()!;
    }

    private static int Count(JsonElement trials, string state) => trials.TryGetProperty(state, out var count) ? count.GetInt32() : 0;

    private string Write(string text)
    {
        var file = Path.Combine(_folder, "sweep.yaml");
        File.WriteAllText(file, text);
        return file;
    }
}
