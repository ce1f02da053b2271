using System.Globalization;
using System.Text.Json;
using DropoutSweep.Client.Runs;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Silo;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using Xunit;

namespace DropoutSweep.Client.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private static readonly DatasetIdentity s_dataset = new(TestSweep.Dataset.Name, TestSweep.Dataset.Fingerprint);
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_NewFolder_WritesTheSpecificationWithItsData()
    {
        await (await OpenAsync()).DisposeAsync();
        var text = await File.ReadAllTextAsync(Run("sweep.yaml"), Token);
        Assert.Contains("# Data set taken: digits. Two made-up pixels (not MNIST)", text, StringComparison.Ordinal);
        Assert.Equal(TestSweep.Spec.Hash, SweepSpecReader.Read(text, "sweep.yaml").Hash);
    }

    [Fact]
    public async Task Load_AfterReopening_GivesTheSameRecords()
    {
        await using (var run = await OpenAsync())
        {
            await CompleteAsync(run, [TestSweep.Completed(3, 0.1 + 0.2), TestSweep.Diverged(0)]);
        }

        await using var again = await OpenAsync();
        var records = await again.LoadAsync(Token);
        Assert.Equal([0, 3], records.Select(record => record.Trial.Number));
        Assert.Equal(TestSweep.Diverged(0).Failure, records[0].Failure);
        Assert.Equal(1, records[0].EpochCount);
        Assert.Equal(0.1 + 0.2, records[1].Result!.Validation!.Accuracy);
    }

    [Fact]
    public async Task Open_AfterAKill_TakesBackWhatTheDeadProcessHeld()
    {
        await using (var run = await OpenAsync())
        {
            await ClaimAsync(run);
        }

        await using var again = await OpenAsync();
        Assert.Equal(0, (await again.FindAsync(Token)).Trials.Running);
        Assert.Equal(8, (await ClaimAsync(again)).Count);
    }

    [Fact]
    public async Task WriteFiles_AnyOrderAndInterruption_LeavesTheSameFiles()
    {
        async Task<string> FilesAsync(bool reopen, IEnumerable<int> trials, string name)
        {
            var run = await OpenAsync(name);
            foreach (var trial in trials)
            {
                if (reopen)
                {
                    await run.DisposeAsync();
                    run = await OpenAsync(name);
                }

                await CompleteAsync(run, [TestSweep.Completed(trial, 0.5 + (trial % 4 / 10.0), seconds: 0)]);
                await run.WriteFilesAsync(Token);
            }

            await run.DisposeAsync();
            return string.Concat(new[] { "summary.json", "trials.csv", "epochs.csv", "best-report.txt" }.Select(file => File.ReadAllText(Path.Combine(_folder[name], file))))
                + Convert.ToHexString(await File.ReadAllBytesAsync(Path.Combine(_folder[name], "best.safetensors"), Token));
        }

        var undisturbed = await FilesAsync(reopen: false, Enumerable.Range(0, 8), "one");
        Assert.Equal(undisturbed, await FilesAsync(reopen: true, [5, 0, 7, 2, 1, 6, 3, 4], "two"));
        Assert.Contains("digits", undisturbed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteFiles_BetterAndWorse_KeepsTheBestModel()
    {
        await using var run = await OpenAsync();
        await CompleteAsync(run, [TestSweep.Completed(4, 0.8), TestSweep.Completed(5, 0.7)]);
        await run.WriteFilesAsync(Token);
        Assert.Equal(4, BestWeight());
        await CompleteAsync(run, [TestSweep.Completed(2, 0.8)]);
        await run.WriteFilesAsync(Token);
        Assert.Equal(2, BestWeight());
        Assert.Contains("trial 2 ", await File.ReadAllTextAsync(Run("best-report.txt"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteFiles_BestModelDeleted_IsWrittenAgain()
    {
        await using var run = await OpenAsync();
        await CompleteAsync(run, [TestSweep.Completed(4, 0.8)]);
        await run.WriteFilesAsync(Token);
        File.Delete(Run("best.safetensors"));
        await run.WriteFilesAsync(Token);
        Assert.Equal(4, BestWeight());
    }

    [Fact]
    public async Task WriteFiles_NoRights_SaysWhatFailed()
    {
        await using var run = await OpenAsync();
        Directory.CreateDirectory(Run("trials.csv"));
        var error = await Assert.ThrowsAsync<StoreException>(() => run.WriteFilesAsync(Token));
        Assert.Contains("Writing the run's files failed", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Hours into a run: what is finished is kept, and nothing of what was asked for was wrong.</summary>
    [Fact]
    public async Task WriteFiles_FolderIsGone_SaysWhatFailed()
    {
        await using var run = await OpenAsync();
        var away = Run("") + "-away";
        Directory.Move(Run(""), away);
        try
        {
            var error = await Assert.ThrowsAsync<StoreException>(() => run.WriteFilesAsync(Token));
            Assert.Contains("Writing the run's files failed", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Move(away, Run(""));
        }
    }

    [Fact]
    public async Task Open_TwiceAtOnce_IsRefused()
    {
        await using var run = await OpenAsync();
        var error = await Assert.ThrowsAsync<RunFolderException>(() => OpenAsync());
        Assert.Contains("Another process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_LockFileLeftBehind_DoesNotBlock()
    {
        await (await OpenAsync()).DisposeAsync();
        Assert.True(File.Exists(State("lock")));
        await (await OpenAsync()).DisposeAsync();
    }

    [Theory]
    [InlineData("seed=8", "another specification")]
    [InlineData("budget.trials=4", "other limits")]
    public async Task Open_OtherSpecificationOrLimits_IsRefused(string change, string text)
    {
        await (await OpenAsync()).DisposeAsync();
        var other = SweepSpecReader.Read(TestSweep.Yaml, "small.yaml", [change]);
        var error = await Assert.ThrowsAsync<RunFolderException>(() => RunFolder.OpenAsync(_folder["run"], other, TestSweep.Dataset, TimeProvider.System, Token));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mnist", 'a', "'digits'")]
    [InlineData("digits", 'c', "other content")]
    public async Task Open_OtherDataOrContent_IsRefused(string name, char fingerprint, string text)
    {
        await (await OpenAsync()).DisposeAsync();
        var other = new Dataset
        {
            Name = name,
            Description = "",
            Task = TestSweep.Dataset.Task,
            Classes = 2,
            Train = TestSweep.Dataset.Train,
            Test = TestSweep.Dataset.Test,
            Fingerprint = new string(fingerprint, 64),
        };
        var error = await Assert.ThrowsAsync<RunFolderException>(() => RunFolder.OpenAsync(_folder["run"], TestSweep.Spec, other, TimeProvider.System, Token));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FolderOfOtherThings_IsRefusedAndUntouched()
    {
        _folder.Write("thesis.txt", "years of work");
        var error = await Assert.ThrowsAsync<RunFolderException>(() => RunFolder.OpenAsync(_folder.Root, TestSweep.Spec, TestSweep.Dataset, TimeProvider.System, Token));
        Assert.Contains("other files", error.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public async Task Open_FolderOfAnEarlierFormat_IsRefusedAndUntouched()
    {
        await (await OpenAsync()).DisposeAsync();
        var identity = await File.ReadAllTextAsync(State("run.json"), Token);
        await File.WriteAllTextAsync(State("run.json"), identity.Replace("\"format\":2", "\"format\":1", StringComparison.Ordinal), Token);
        var error = await Assert.ThrowsAsync<RunFolderException>(() => OpenAsync());
        Assert.Contains("format 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteFiles_Numbers_AreAtFullPrecision()
    {
        await using var run = await OpenAsync();
        var record = TestSweep.Completed(0, 0.1 + 0.2);
        await CompleteAsync(run, [record, TestSweep.Diverged(1)]);
        await run.WriteFilesAsync(Token);
        var rows = await File.ReadAllLinesAsync(Run("trials.csv"), Token);
        Assert.Equal(3, rows.Length);
        var columns = rows[0].Split(',').ToList();
        Assert.Equal("0.30000000000000004", Cell("validation_accuracy"));
        Assert.Equal(record.Result!.Gap!.Value.ToString("R", CultureInfo.InvariantCulture), Cell("gap"));
        Assert.Equal("digits", Cell("dataset"));
        Assert.Equal("2", Cell("epochs"));
        Assert.Contains(",diverged,\"The loss became NaN or infinite in epoch 2, step 5.\",2,5,", rows[2], StringComparison.Ordinal);
        Assert.Contains(",Infinity,", await File.ReadAllTextAsync(Run("epochs.csv"), Token), StringComparison.Ordinal);

        using var summary = JsonDocument.Parse(await File.ReadAllBytesAsync(Run("summary.json"), Token));
        Assert.Equal("digits", summary.RootElement.GetProperty("dataset").GetProperty("name").GetString());
        Assert.Equal(0.1 + 0.2, summary.RootElement.GetProperty("best").GetProperty("validation").GetProperty("accuracy").GetDouble());
        Assert.Equal(1, summary.RootElement.GetProperty("failed").GetInt32());
        Assert.Equal("diverged", summary.RootElement.GetProperty("failures")[0].GetProperty("kind").GetString());

        // The list [8] has no comma, so that a plain split finds the columns of the first row.
        string Cell(string name) => rows[1].Split(',')[columns.IndexOf(name)];
    }

    /// <summary>As an engine would: takes every pending trial, ends some, gives the others back.</summary>
    private static async Task CompleteAsync(RunFolder run, IReadOnlyList<TrialRecord> records)
    {
        var leases = await ClaimAsync(run);
        foreach (var record in records)
        {
            using var model = new MemoryStream();
            ModelFile.Write(model, TestSweep.Model(record.Trial.Number), TestSweep.Spec, s_dataset, record);
            var end = new AttemptEnd
            {
                Attempt = leases.Single(lease => lease.Trial == record.Trial).Attempt,
                Record = record,
                Cost = TrialRanking.Cost(record, TestSweep.Spec.Objective.Metric),
                Model = record.Failure is null ? new ModelContent(model.ToArray()) : null,
            };
            Assert.NotNull(await run.Store.CompleteAsync(end, new SweepCoordinators().Advance, Token));
        }

        await run.Store.ReleaseAsync([.. leases.Select(lease => lease.Attempt)], Token);
    }

    private static async Task<IReadOnlyList<TrialLease>> ClaimAsync(RunFolder run)
    {
        var silo = SiloIdentity.Create(TestSweep.Spec.TrialCount, address: null);
        await run.Store.EnterSiloAsync(silo, TimeSpan.FromMinutes(1), Token);
        return await run.Store.ClaimAsync(
            new ClaimRequest { Silo = silo.Id, Slots = [.. Enumerable.Range(0, silo.Slots)], Lease = TimeSpan.FromMinutes(1) },
            Token);
    }

    private Task<RunFolder> OpenAsync(string name = "run") =>
        RunFolder.OpenAsync(_folder[name], TestSweep.Spec, TestSweep.Dataset, TimeProvider.System, Token);

    private float BestWeight()
    {
        using var file = File.OpenRead(Run("best.safetensors"));
        return SafetensorsFile.Read(file).Layers[0].Weights[0];
    }

    private string Run(string file) => Path.Combine(_folder["run"], file);

    private string State(string file) => Path.Combine(_folder["run"], ".state", file);
}
