using System.Globalization;
using System.Text;
using System.Text.Json;
using DropoutSweep.Client.Runs;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Models;
using Xunit;

namespace DropoutSweep.Client.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notices = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NewFolder_WritesTheSpecificationWithItsData()
    {
        Open().Dispose();
        var text = File.ReadAllText(Run("sweep.yaml"));
        Assert.Contains("# Data set taken: digits. Two made-up pixels (not MNIST)", text, StringComparison.Ordinal);
        Assert.Equal(TestSweep.Spec.Hash, SweepSpecReader.Read(text, "sweep.yaml").Hash);
    }

    [Fact]
    public void Load_AfterReopening_GivesTheSameRecords()
    {
        using (var run = Open())
        {
            run.Complete(TestSweep.Completed(3, 0.1 + 0.2), TestSweep.Model(1));
            run.Complete(TestSweep.Diverged(0), null);
        }

        using var again = Open();
        var records = again.Load();
        Assert.Equal([0, 3], records.Select(record => record.Trial.Number));
        Assert.Equal(TestSweep.Diverged(0).Failure, records[0].Failure);
        Assert.Equal(double.PositiveInfinity, records[0].Result!.Epochs[^1].TrainingLoss);
        Assert.Equal(0.1 + 0.2, records[1].Result!.Validation!.Accuracy);
        Assert.Equal(TestSweep.Completed(3, 0.3).Result!.TestConfusion!.Counts.ToArray(), records[1].Result!.TestConfusion!.Counts.ToArray());
        Assert.Empty(_notices);
    }

    [Fact]
    public void Complete_AnyOrderAndInterruption_LeavesTheSameFilesButForDurations()
    {
        var order = new[] { 5, 0, 7, 2, 1, 6, 3, 4 };
        string Files(Func<RunFolder, int, RunFolder> between, IEnumerable<int> trials, string name)
        {
            var run = Open(name);
            foreach (var trial in trials)
            {
                run = between(run, trial);
                run.Complete(TestSweep.Completed(trial, 0.5 + (trial % 4 / 10.0), seconds: 0), TestSweep.Model(trial));
            }

            run.WriteFiles();
            run.Dispose();
            return string.Concat(new[] { "summary.json", "trials.csv", "epochs.csv", "best-report.txt" }.Select(file => File.ReadAllText(Path.Combine(_folder[name], file))))
                + Convert.ToHexString(File.ReadAllBytes(Path.Combine(_folder[name], "best.safetensors")));
        }

        var undisturbed = Files((run, _) => run, Enumerable.Range(0, 8), "one");
        var disturbed = Files(
            (run, _) =>
            {
                run.Dispose();
                return Open("two");
            },
            order,
            "two");
        Assert.Equal(undisturbed, disturbed);
        Assert.Contains("digits", undisturbed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(300)]
    public void Open_TornJournal_DropsTheLastLineOnly(int bytes)
    {
        CompleteThree();
        using (var journal = new FileStream(State("journal"), FileMode.Open))
        {
            journal.SetLength(journal.Length - bytes);
        }

        using (var run = Open())
        {
            Assert.Equal([0, 1], run.Load().Select(record => record.Trial.Number));
            Assert.Contains("1 line(s)", Assert.Single(_notices), StringComparison.Ordinal);
            run.Complete(TestSweep.Completed(2, 0.6), null);
        }

        using var again = Open();
        Assert.Equal([0, 1, 2], again.Load().Select(record => record.Trial.Number));
        Assert.Single(_notices);
    }

    [Fact]
    public void Open_DamagedMiddleLine_DropsThatTrialOnly()
    {
        CompleteThree();
        var lines = File.ReadAllLines(State("journal"));
        lines[1] = lines[1].Replace("0.7", "0.8", StringComparison.Ordinal);
        File.WriteAllText(State("journal"), string.Join('\n', lines) + "\n", new UTF8Encoding(false));
        using var run = Open();
        Assert.Equal([0, 2], run.Load().Select(record => record.Trial.Number));
        run.WriteFiles();
        Assert.Contains("\n2,", File.ReadAllText(Run("epochs.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_TwiceAtOnce_IsRefused()
    {
        using var run = Open();
        var error = Assert.Throws<RunFolderException>(() => Open());
        Assert.Contains("Another process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LockFileLeftBehind_DoesNotBlock()
    {
        Open().Dispose();
        Assert.True(File.Exists(State("lock")));
        Open().Dispose();
    }

    [Fact]
    public void Open_OtherSpecification_IsRefused()
    {
        Open().Dispose();
        var other = SweepSpecReader.Read(TestSweep.Yaml, "small.yaml", ["seed=8"]);
        var error = Assert.Throws<RunFolderException>(() => RunFolderOpener.Open(_folder["run"], other, TestSweep.Dataset, TimeProvider.System, _notices.Add));
        Assert.Contains("another specification", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OtherDataOrContent_IsRefused()
    {
        Open().Dispose();
        foreach (var (name, fingerprint, text) in new[] { ("mnist", new string('a', 64), "'digits'"), ("digits", new string('c', 64), "other content") })
        {
            var other = new Training.Data.Dataset
            {
                Name = name,
                Description = "",
                Task = TestSweep.Dataset.Task,
                Classes = 2,
                Train = TestSweep.Dataset.Train,
                Test = TestSweep.Dataset.Test,
                Fingerprint = fingerprint,
            };
            var error = Assert.Throws<RunFolderException>(() => RunFolderOpener.Open(_folder["run"], TestSweep.Spec, other, TimeProvider.System, _notices.Add));
            Assert.Contains(text, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_FolderOfOtherThings_IsRefusedAndUntouched()
    {
        _folder.Write("thesis.txt", "years of work");
        var error = Assert.Throws<RunFolderException>(() => RunFolderOpener.Open(_folder.Root, TestSweep.Spec, TestSweep.Dataset, TimeProvider.System, _notices.Add));
        Assert.Contains("other files", error.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void Complete_BetterAndWorse_KeepsTheBestModelOnly()
    {
        using var run = Open();
        run.Complete(TestSweep.Completed(4, 0.8), TestSweep.Model(4));
        run.Complete(TestSweep.Completed(5, 0.7), TestSweep.Model(5));
        Assert.Equal(4, BestWeight());
        run.Complete(TestSweep.Completed(2, 0.8), TestSweep.Model(2));
        Assert.Equal(2, BestWeight());
        Assert.Contains("trial 2 ", File.ReadAllText(Run("best-report.txt")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(State(""), "model-*"));
    }

    [Fact]
    public void Open_KilledBeforeTheJournal_ForgetsTheModel()
    {
        CompleteThree();
        File.WriteAllText(State("model-6"), "of a trial that was not recorded");
        Open().Dispose();
        Assert.Empty(Directory.GetFiles(State(""), "model-*"));
        Assert.Equal(1, BestWeight());
    }

    [Fact]
    public void Open_KilledAfterTheJournal_PublishesTheModel()
    {
        CompleteThree();
        var model = File.ReadAllBytes(Run("best.safetensors"));
        File.WriteAllBytes(State("model-1"), model);
        File.WriteAllText(Run("best.safetensors"), "the model of the trial that was best before");
        File.WriteAllText(Run("summary.json.tmp"), "half of it");
        Open().Dispose();
        Assert.Equal(model, File.ReadAllBytes(Run("best.safetensors")));
        Assert.False(File.Exists(Run("summary.json.tmp")));
    }

    [Fact]
    public void SaveCheckpoint_WriterThrows_KeepsTheOldOne()
    {
        using var run = Open();
        run.SaveCheckpoint(3, stream => stream.WriteByte(1));
        Assert.Throws<IOException>(() => run.SaveCheckpoint(3, stream =>
        {
            stream.WriteByte(2);
            throw new IOException("No space left on device");
        }));
        using (var checkpoint = run.OpenCheckpoint(3)!)
        {
            Assert.Equal(1, checkpoint.ReadByte());
            Assert.Equal(-1, checkpoint.ReadByte());
        }

        run.Complete(TestSweep.Completed(3, 0.5), null);
        Assert.Null(run.OpenCheckpoint(3));
    }

    [Fact]
    public void Open_CheckpointOfARecordedTrial_IsRemoved()
    {
        CompleteThree();
        File.WriteAllText(State("checkpoint-1"), "stale");
        File.WriteAllText(State("checkpoint-6"), "to be continued");
        using var run = Open();
        Assert.Null(run.OpenCheckpoint(1));
        using var kept = run.OpenCheckpoint(6);
        Assert.NotNull(kept);
    }

    [Fact]
    public void WriteFiles_Numbers_AreAtFullPrecision()
    {
        using var run = Open();
        var record = TestSweep.Completed(0, 0.1 + 0.2);
        run.Complete(record, null);
        run.Complete(TestSweep.Diverged(1), null);
        run.WriteFiles();
        var rows = File.ReadAllLines(Run("trials.csv"));
        Assert.Equal(3, rows.Length);
        var columns = rows[0].Split(',').ToList();
        Assert.Equal("0.30000000000000004", Cell("validation_accuracy"));
        Assert.Equal(record.Result!.Gap!.Value.ToString("R", CultureInfo.InvariantCulture), Cell("gap"));
        Assert.Equal("digits", Cell("dataset"));
        Assert.Contains(",diverged,\"The loss became NaN or infinite in epoch 2, step 5.\",2,5,", rows[2], StringComparison.Ordinal);
        Assert.Contains(",Infinity,", File.ReadAllText(Run("epochs.csv")), StringComparison.Ordinal);

        using var summary = JsonDocument.Parse(File.ReadAllBytes(Run("summary.json")));
        Assert.Equal("digits", summary.RootElement.GetProperty("dataset").GetProperty("name").GetString());
        Assert.Equal(0.1 + 0.2, summary.RootElement.GetProperty("best").GetProperty("validation").GetProperty("accuracy").GetDouble());
        Assert.Equal(1, summary.RootElement.GetProperty("failed").GetInt32());
        Assert.Equal("diverged", summary.RootElement.GetProperty("failures")[0].GetProperty("kind").GetString());

        // The list [8] has no comma, so that a plain split finds the columns of the first row.
        string Cell(string name) => rows[1].Split(',')[columns.IndexOf(name)];
    }

    private RunFolder Open(string name = "run") =>
        RunFolderOpener.Open(_folder[name], TestSweep.Spec, TestSweep.Dataset, TimeProvider.System, _notices.Add);

    private void CompleteThree()
    {
        using var run = Open();
        run.Complete(TestSweep.Completed(0, 0.6), TestSweep.Model(0));
        run.Complete(TestSweep.Completed(1, 0.7), TestSweep.Model(1));
        run.Complete(TestSweep.Completed(2, 0.65), TestSweep.Model(2));
        run.WriteFiles();
    }

    private float BestWeight()
    {
        using var file = File.OpenRead(Run("best.safetensors"));
        return SafetensorsFile.Read(file).Layers[0].Weights[0];
    }

    private string Run(string file) => Path.Combine(_folder["run"], file);

    private string State(string file) => Path.Combine(_folder["run"], ".state", file);
}
