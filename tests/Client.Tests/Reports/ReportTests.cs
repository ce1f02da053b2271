using System.Text.RegularExpressions;
using DropoutSweep.Client.Inspecting;
using DropoutSweep.Client.Reports;
using DropoutSweep.Client.Runs;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Figures.Models;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Results;
using Xunit;

namespace DropoutSweep.Client.Tests.Reports;

public sealed partial class ReportTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script>\"'&\u0001]]>";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Page_HostileNames_AreEscaped()
    {
        var page = ReportPage.Write(await BuildAsync(TestSweep.Spec, dataset: Hostile, failure: Hostile));

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0001', page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Single(Script().Matches(page));
    }

    [Fact]
    public async Task Page_Policy_AllowsNothingButItself()
    {
        var page = ReportPage.Write(await BuildAsync(TestSweep.Spec));

        Assert.Contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';", page, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(src|href)=""(https?:)?//", page);
        Assert.DoesNotMatch(@" on[a-z]+=""", page);
    }

    [Fact]
    public async Task Page_Answer_ComesFirstWithItsNumbers()
    {
        var report = await BuildAsync(TestSweep.Spec);
        var page = ReportPage.Write(report);

        Assert.Equal(2, report.Answer.Count);
        Assert.Matches(@"test accuracy of \d+\.\d\d ± \d+\.\d\d %", report.Answer[0]);
        Assert.True(page.IndexOf("class=\"answer\"", StringComparison.Ordinal) < page.IndexOf("<figure", StringComparison.Ordinal));
        Assert.Contains(report.Warnings, warning => warning.StartsWith("2 seeds each are few", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commands_RealRun_ReportShowAndPredict()
    {
        var (run, _, error) = await TestClient.RunAsync("run", Specification(), "--out", _folder["run"]);
        Assert.True(run == 0, error);
        Assert.Contains("Report: ", error, StringComparison.Ordinal);
        var (exit, output, why) = await TestClient.RunAsync("report", _folder["run"], "--out", _folder["report"]);
        Assert.True(exit == 0, why);
        Assert.Equal(_folder["report"] + "/report.html\n", output);
        Assert.Contains("image-activations.svg", Directory.GetFiles(Path.Combine(_folder["report"], "figures")).Select(Path.GetFileName), StringComparer.Ordinal);

        // Any trial: this one's model was not kept, so it is trained again, to the same bits.
        var (shown, picture, whyNot) = await TestClient.RunAsync("show", _folder["run"], "1", "--image", "2", "--out", _folder["show"]);
        Assert.True(shown == 0, whyNot);
        Assert.Contains("hidden 1", picture, StringComparison.Ordinal);
        Assert.Contains('█', picture);

        // Only what drops something has an interval.
        var (predicted, classes, _) = await TestClient.RunAsync("predict", Path.Combine(_folder["run"], "best.safetensors"), "2");
        Assert.Equal(0, predicted);
        Assert.Contains("PROBABILITY", classes, StringComparison.Ordinal);
        var (plainly, plain, _) = await TestClient.RunAsync("predict", _folder["run"], "0", "2");
        var (widely, wide, _) = await TestClient.RunAsync("predict", _folder["run"], "1", "2");
        Assert.Equal((0, 0), (plainly, widely));
        Assert.Contains("every pass says the same", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("LOW", plain, StringComparison.Ordinal);
        Assert.Contains("passes with dropout on", wide, StringComparison.Ordinal);
        var (wrong, _, message) = await TestClient.RunAsync("show", _folder["run"], "99");
        Assert.Equal(2, wrong);
        Assert.Contains("has no trial 99", message, StringComparison.Ordinal);
    }

    private static async Task<ReportContent> BuildAsync(SweepSpec spec, string dataset = "digits", string? failure = null)
    {
        TrialRecord[] records = [.. Enumerable.Range(0, spec.TrialCount).Select(number => failure is not null && number == 0
            ? new TrialRecord { Trial = spec.Trial(0), State = TrialState.Failed, Failure = new TrialFailure(TrialFailureKind.Diverged, failure), Result = new TrainingResult { Status = TrainingStatus.Diverged, Epochs = [] } }
            : Completed(spec, number))];
        var source = new ReportSource(spec, new RunSummaryDataset(dataset, dataset, new string('a', 64)), new Results(records), new NoModels(), "dropoutsweep run " + dataset);
        return await ReportBuilder.BuildAsync(source, new ModelInspectionOptions(), TestContext.Current.CancellationToken);
    }

    private static TrialRecord Completed(SweepSpec spec, int number)
    {
        var score = new Scores { Samples = 1_000, Loss = 0.1, Accuracy = 0.9 + (number % 7 * 0.001) };
        return new TrialRecord
        {
            Trial = spec.Trial(number),
            State = TrialState.Completed,
            Result = new TrainingResult { Status = TrainingStatus.Completed, KeptEpoch = 1, Epochs = [], Train = score, Validation = score, Test = score },
        };
    }

    private string Specification()
    {
        File.WriteAllText(_folder["small.yaml"], "name: small\ndataset: digits\nmodel: {layers: [8], dropout: {grid: [0, 0.5]}}\ntraining: {epochs: 1}\nreplicates: 2\nexecution: {keep_models: 1}\n");
        return _folder["small.yaml"];
    }

    [GeneratedRegex("<script", RegexOptions.None, 1000)]
    private static partial Regex Script();

    private sealed class NoModels : IModelSource
    {
        public Task<ModelFigureInput> InspectAsync(int trial, ModelInspectionOptions options, CancellationToken cancellationToken) => throw new InputException("None is kept.");
    }

    private sealed class Results(IReadOnlyList<TrialRecord> records) : IRunResults
    {
        public Task<IReadOnlyList<TrialRecord>> LoadAsync(CancellationToken cancellationToken) => Task.FromResult(records);

        public IAsyncEnumerable<TrialEpochs> EpochsAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<TrialEpochs>();

        public Task<TrialRecord?> TrialAsync(int number, CancellationToken cancellationToken) => Task.FromResult<TrialRecord?>(records[number]);

        public Task<IReadOnlyList<AttemptRecord>> AttemptsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AttemptRecord>>([]);

        public Task<byte[]?> ModelAsync(int number, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

        public Task<IReadOnlyList<int>> KeptModelsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<int>>([]);
    }
}
