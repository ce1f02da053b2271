using System.Text.Json;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using Xunit;

namespace DropoutSweep.Client.Tests.Commands;

public sealed class CommandTests : IDisposable
{
    private const string Curve = """
        name: curve
        dataset: curve
        model:
          layers: [8]
          output: linear
          dropout: {grid: [0, 0.2]}
        training: {epochs: 3, batch_size: 8}
        objective: {metric: validation_loss}
        replicates: 2
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("no-command")]
    [InlineData("unknown-command", "rum")]
    [InlineData("no-spec", "run")]
    [InlineData("bad-slots", "run", "x.yaml", "--slots", "0")]
    [InlineData("slots-no-number", "run", "x.yaml", "--slots", "two")]
    [InlineData("bad-shell", "completion", "cmd")]
    public async Task Run_BadCommandLine_ExitsWithTwoAndOneHint(string name, params string[] args)
    {
        var (exit, output, error) = await TestClient.RunAsync(args);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Snapshot.Matches($"error-{name}", error);
    }

    [Fact]
    public async Task Run_MissingFile_NamesWhatIsNearby()
    {
        _folder.Write("sweep.yaml", Curve);
        var (exit, _, error) = await TestClient.RunAsync("run", _folder["sweeep.yaml"]);
        Assert.Equal(2, exit);
        Assert.Contains("Found nearby: " + _folder["sweep.yaml"], error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Run_BadSpecification_NamesFileLineAndColumnAndDoesNothing()
    {
        var spec = _folder.Write("bad.yaml", Curve.Replace("epochs: 3", "epochs: many", StringComparison.Ordinal));
        var (exit, output, error) = await TestClient.RunAsync("run", spec, "--out", _folder["run"]);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.StartsWith($"error: {spec}:7:20: training.epochs:", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public async Task Run_OutputThatDoesNotFitTheData_IsBadInput()
    {
        var spec = _folder.Write("bad.yaml", Curve.Replace("output: linear", "output: softmax", StringComparison.Ordinal).Replace("validation_loss", "validation_accuracy", StringComparison.Ordinal));
        var (exit, _, error) = await TestClient.RunAsync("run", spec, "--out", _folder["run"]);
        Assert.Equal(2, exit);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public async Task Run_SmallSweep_PrintsTheTableAndWritesEveryFile()
    {
        var spec = _folder.Write("curve.yaml", Curve);
        var (exit, output, error) = await TestClient.RunAsync("run", spec, "--out", _folder["run"], "--slots", "2");
        Assert.Equal(0, exit);
        Assert.Contains("curve on curve: 4 of 4 trials completed", output, StringComparison.Ordinal);
        Assert.Contains("test loss", output, StringComparison.Ordinal);
        Assert.Contains("±", output, StringComparison.Ordinal);
        Assert.Contains("4/4 trial", error, StringComparison.Ordinal);
        Assert.Equal(
            [".state", "best-report.txt", "best.onnx", "best.safetensors", "epochs.csv", "figures", "report.html", "summary.json", "sweep.yaml", "trials.csv"],
            Directory.GetFileSystemEntries(_folder["run"]).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.Equal(13, File.ReadAllLines(Path.Combine(_folder["run"], "epochs.csv")).Length);

        var (again, repeated, notice) = await TestClient.RunAsync("run", spec, "--out", _folder["run"]);
        Assert.Equal(0, again);
        Assert.Equal(output, repeated);
        Assert.Contains("nothing is left to train", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Json_PrintsTheSummaryAndNothingElse()
    {
        var spec = _folder.Write("curve.yaml", Curve);
        var (exit, output, _) = await TestClient.RunAsync("run", spec, "--out", _folder["run"], "--json");
        Assert.Equal(0, exit);
        Assert.Equal(File.ReadAllText(Path.Combine(_folder["run"], "summary.json")), output);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(4, json.RootElement.GetProperty("completed").GetInt32());
        Assert.Equal("validation_loss", json.RootElement.GetProperty("objective").GetString());
        Assert.Equal("last", json.RootElement.GetProperty("at").GetString());
    }

    [Fact]
    public async Task Run_FailedTrials_ExitsWithOneAndSaysSo()
    {
        var spec = _folder.Write("curve.yaml", Curve);
        var (exit, output, error) = await TestClient.RunAsync("run", spec, "--out", _folder["run"], "--set", "training.optimizer=sgd", "--set", "training.learning_rate=1000");
        Assert.Equal(1, exit);
        Assert.Contains("failed", output, StringComparison.Ordinal);
        Assert.Contains("FAILED: The loss became NaN or infinite in epoch", error, StringComparison.Ordinal);

        await using var store = SweepStores.Create(Path.Combine(_folder["run"], ".state", "store.db"), TimeProvider.System);
        await store.OpenAsync(TestContext.Current.CancellationToken);
        var sweep = Assert.Single(await store.ListSweepsAsync(new SweepQuery(), TestContext.Current.CancellationToken));
        var failed = (await store.ListTrialsAsync(new TrialQuery { Sweep = sweep.Id, States = [TrialState.Failed] }, TestContext.Current.CancellationToken)).Trials;
        Assert.NotEmpty(failed);
        Assert.All(failed, trial => Assert.False(trial.HasModel));
    }

    [Fact]
    public async Task Run_EveryTrialFailed_TableStillHasTheTasksColumns()
    {
        var spec = _folder.Write("d.yaml", "name: d\ndataset: digits\nmodel: {layers: [4], activation: none}\ntraining: {optimizer: sgd, learning_rate: 1000, epochs: 1}\nscale: none\nreplicates: 1");
        var (exit, output, _) = await TestClient.RunAsync("run", spec, "--out", _folder["run"]);
        Assert.Equal(1, exit);
        Assert.Contains("0 of 1 trials completed, 1 failed", output, StringComparison.Ordinal);
        Assert.Contains("validation %", output, StringComparison.Ordinal);
        Assert.Contains("gap = train − test accuracy", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EmptyFolderName_IsBadInput()
    {
        var spec = _folder.Write("curve.yaml", Curve);
        var (exit, _, error) = await TestClient.RunAsync("run", spec, "--out", "");
        Assert.Equal(2, exit);
        Assert.Contains("--out is a folder", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_EmptyFileName_IsBadInput()
    {
        var (exit, _, error) = await TestClient.RunAsync("init", "");
        Assert.Equal(2, exit);
        Assert.Contains("FILE is the file to write", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_FullDisk_IsAFailureAndNotBadInput()
    {
        using var error = new StringWriter();
        var host = new ClientHost { Out = TextWriter.Null, Error = error };
        Assert.Equal(1, ErrorReporter.Report(new IOException("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28), host));
        Assert.Equal(2, ErrorReporter.Report(new FileNotFoundException("no such file"), host));
    }

    /// <summary>What was named is told, and what is wrong with it; not a file beneath it that nobody knows.</summary>
    [Fact]
    public async Task Run_OutWhereNothingCanBeWritten_NamesTheFolderAndTheOption()
    {
        var spec = _folder.Write("curve.yaml", Curve);
        var folder = Path.Combine(_folder.Write("file", ""), "run");
        var (exit, _, error) = await TestClient.RunAsync("run", spec, "--out", folder);
        Assert.Equal(2, exit);
        Assert.Equal($"error: '{folder}' cannot be written: a folder on its path does not exist, or is none. Choose another folder with --out.\n", error);
    }

    [Theory]
    [InlineData("silo", "--port", "0")]
    [InlineData("up", "--port", "0")]
    public async Task Silo_StoreWhereNothingCanBeWritten_NamesTheStore(params string[] command)
    {
        var store = Path.Combine(_folder.Write("file", ""), "sweeps.db");
        var (exit, _, error) = await TestClient.RunAsync([.. command, "--store", store]);
        Assert.Equal(2, exit);
        Assert.Equal($"error: The store '{store}' cannot be opened: no file can be made there. Check that its folder exists and may be written.\n", error);
    }

    [Fact]
    public async Task Silo_StoreIsAnotherFile_IsToldInOneLine()
    {
        var (exit, _, error) = await TestClient.RunAsync("silo", "--port", "0", "--store", _folder.Write("file", "This is a text, and no database at all."));
        Assert.Equal(2, exit);
        Assert.Equal([_folder["file"]], Directory.GetFileSystemEntries(Path.GetDirectoryName(_folder["file"])!));
        Assert.Contains("is no SQLite database. Name another one", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("new/")]
    public async Task Silo_StoreIsAFolder_IsToldAndNothingIsMade(string name)
    {
        var (exit, _, error) = await TestClient.RunAsync("silo", "--port", "0", "--store", _folder[name]);
        Assert.Equal(2, exit);
        Assert.Contains("is a folder, or named like one; a store is a file", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["new"]));
    }

    /// <summary>What is wrong with the command line is found before a store is made for it.</summary>
    [Theory]
    [InlineData("silo", "--port", "0")]
    [InlineData("up", "--port", "0")]
    public async Task Silo_TokenTooShort_MakesNoStore(params string[] command)
    {
        var (exit, _, error) = await TestClient.RunAsync([.. command, "--store", _folder["sweeps.db"], "--token-file", _folder.Write("token", "short")]);
        Assert.Equal(2, exit);
        Assert.Contains("token", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["sweeps.db"]));
    }

    [Fact]
    public async Task Silo_PortIsTaken_IsToldInOneLine()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var (exit, _, error) = await TestClient.RunAsync("silo", "--port", port, "--store", _folder["sweeps.db"]);
        Assert.Equal(2, exit);
        var lines = error.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal($"Store: {_folder["sweeps.db"]} ", lines[0][..(lines[0].IndexOf('('))]);
        Assert.EndsWith(", new", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"error: Another process listens on port {port} already", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_Spec_SaysCountsModelAndTime()
    {
        var spec = _folder.Write("curve.yaml", Curve);
        var (exit, output, _) = await TestClient.RunAsync("describe", spec);
        Assert.Equal(0, exit);
        Assert.Contains("curve: 4 trials = 2 configurations × 2 seeds", output, StringComparison.Ordinal);
        Assert.Contains("Total params: 25", output, StringComparison.Ordinal);
        Assert.Contains("Estimated time on this machine: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_NetworksThatNoStoreTakes_SaysThatTheyWillFail()
    {
        var spec = _folder.Write("curve.yaml", Curve);
        var (exit, output, _) = await TestClient.RunAsync("describe", spec, "--set", "model.layers={grid: [[4], [20000, 20000]]}");
        Assert.Equal(0, exit);
        Assert.Contains("2 of 4 configurations will fail without being trained. Configuration 2: The trial's checkpoint would take", output, StringComparison.Ordinal);
        Assert.Contains("Estimated time on this machine: ", output, StringComparison.Ordinal);

        (exit, output, var error) = await TestClient.RunAsync("describe", spec, "--set", "model.layers=[20000, 20000]");
        Assert.Equal(2, exit);
        Assert.Contains("2 of 2 configurations will fail", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Estimated time", output, StringComparison.Ordinal);
        const string Refusal = "error: Nothing of this sweep can be trained. Configuration 0: The trial's checkpoint would take";
        Assert.StartsWith(Refusal, error, StringComparison.Ordinal);

        var folder = _folder["run"];
        (exit, _, error) = await TestClient.RunAsync("run", spec, "--set", "model.layers=[20000, 20000]", "--out", folder);
        Assert.Equal(2, exit);
        Assert.StartsWith(Refusal, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Init_File_IsAValidSpecificationAndIsNotOverwritten()
    {
        var file = _folder["new.yaml"];
        Assert.Equal(0, (await TestClient.RunAsync("init", file)).Exit);
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.True(SweepSpecReader.Read(text, file).TrialCount > 1);

        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);
        var (exit, _, error) = await TestClient.RunAsync("init", file);
        Assert.Equal(2, exit);
        Assert.Contains("--force", error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(0, (await TestClient.RunAsync("init", file, "--force")).Exit);
        Assert.Equal(text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Schema_Prints_Json()
    {
        var (exit, output, _) = await TestClient.RunAsync("schema");
        Assert.Equal(0, exit);
        using var json = JsonDocument.Parse(output);
        Assert.True(json.RootElement.TryGetProperty("properties", out _));
    }

    [Fact]
    public async Task DataList_Always_NamesTheBuiltInOnes()
    {
        var (exit, output, _) = await TestClient.RunAsync("data", "list");
        Assert.Equal(0, exit);
        Assert.Contains("digits         built in", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataFetch_UnknownName_ExitsWithTwo()
    {
        var (exit, _, error) = await TestClient.RunAsync("data", "fetch", "mnits");
        Assert.Equal(2, exit);
        Assert.Contains("did you mean 'mnist'", error, StringComparison.Ordinal);
    }
}
