using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Analysis;

public sealed class SweepSummarizerTests
{
    private static SweepSpec Spec(int configurations, int replicates, string extra = "") => SweepSpecReader.Read(
        $"name: s\ndataset: digits\nmodel: {{layers: {{grid: [{string.Join(", ", Enumerable.Range(1, configurations).Select(units => $"[{units}]"))}]}}}}\nreplicates: {replicates}\n{extra}",
        "s.yaml");

    private static Scores Score(double accuracy, double loss) => new() { Samples = 10, Accuracy = accuracy, Loss = loss };

    private static TrialRecord Completed(SweepSpec spec, int trial, double validation, double test = 0.5, double train = 1) => new()
    {
        Trial = spec.Trial(trial),
        State = TrialState.Completed,
        Result = new TrainingResult
        {
            Status = TrainingStatus.Completed,
            Epochs = [],
            KeptEpoch = 1,
            Train = Score(train, 0.1),
            Validation = Score(validation, 1 - validation),
            Test = Score(test, 0.4),
        },
    };

    private static TrialRecord Diverged(SweepSpec spec, int trial, TrialState state = TrialState.Failed) => new()
    {
        Trial = spec.Trial(trial),
        State = state,
        Failure = new TrialFailure(TrialFailureKind.Diverged, "diverged"),
        Result = new TrainingResult { Status = TrainingStatus.Diverged, Epochs = [], Divergence = new Divergence(1, 2) },
    };

    [Fact]
    public void Summarize_Replicates_MeanIntervalAndGap()
    {
        var spec = Spec(1, 3);
        TrialRecord[] records = [Completed(spec, 0, 0.9, test: 0.8), Completed(spec, 1, 0.92, test: 0.82), Completed(spec, 2, 0.94, test: 0.84)];

        var summary = Assert.Single(SweepSummarizer.Summarize(spec, records).Configurations);

        Assert.Equal(0.92, summary.ValidationAccuracy!.Mean, 12);
        Assert.Equal(0.02, summary.ValidationAccuracy.StandardDeviation!.Value, 12);
        Assert.Equal(4.302652729911275 * 0.02 / Math.Sqrt(3), summary.ValidationAccuracy.HalfWidth!.Value, 10);
        Assert.Equal(18, summary.Gap!.Mean, 10);
        Assert.Null(summary.TestLogitAccuracy);
        Assert.Equal((3, 0, 0), (summary.Completed, summary.Failed, summary.Pending));
    }

    [Fact]
    public void Summarize_ShuffledRecords_SameSummary()
    {
        var spec = Spec(3, 4);
        var records = Enumerable.Range(0, 12).Select(trial => Completed(spec, trial, 0.5 + (0.1 / (trial + 3)), 0.1 * trial / 3)).ToArray();

        var one = SweepSummarizer.Summarize(spec, records);
        var other = SweepSummarizer.Summarize(spec, [.. records.Reverse().OrderBy(record => record.Trial.Number % 5)]);

        Assert.Equal(one.BestTrial, other.BestTrial);
        Assert.Equal(one.Configurations.Select(Bits).ToArray(), other.Configurations.Select(Bits).ToArray());

        static string Bits(ConfigurationSummary summary) => $"{summary.Configuration.Number} {summary.ValidationAccuracy} {summary.TestAccuracy} {summary.Gap}";
    }

    [Fact]
    public void Summarize_DivergedAndMissingTrials_AreCountedAsSuch()
    {
        var spec = Spec(2, 3);

        var summary = SweepSummarizer.Summarize(spec, [Diverged(spec, 0), Completed(spec, 2, 0.7), Diverged(spec, 4, TrialState.Completed)]);

        Assert.Equal((1, 2, 3), (summary.Completed, summary.Failed, summary.Pending));
        var first = summary.Configurations[0];
        Assert.Equal((0, 1, 2, 0), (first.Configuration.Number, first.Completed, first.Failed, first.Pending));
        Assert.Equal(new Estimate(1, 0.7, null, null), first.ValidationAccuracy);
        Assert.Null(summary.Configurations[1].ValidationAccuracy);
        Assert.Equal(2, summary.BestTrial);
    }

    [Theory]
    [InlineData("", 1, 4)]
    [InlineData("objective: validation_loss", 1, 4)]
    public void Summarize_BestByValidation_NotByTest(string objective, int configuration, int trial)
    {
        var spec = Spec(3, 2, objective);
        TrialRecord[] records =
        [
            Completed(spec, 0, 0.6, test: 0.99), Completed(spec, 1, 0.7), Completed(spec, 2, 0.8),
            Completed(spec, 3, 0.6, test: 0.99), Completed(spec, 4, 0.95), Completed(spec, 5, 0.8),
        ];

        var summary = SweepSummarizer.Summarize(spec, records);

        Assert.Equal(configuration, summary.Configurations[0].Configuration.Number);
        Assert.Equal(trial, summary.BestTrial);
    }

    [Fact]
    public void Summarize_Ties_LowestNumberFirst()
    {
        var spec = Spec(3, 1);

        var summary = SweepSummarizer.Summarize(spec, [Completed(spec, 2, 0.5), Completed(spec, 1, 0.5), Completed(spec, 0, 0.4)]);

        Assert.Equal([1, 2, 0], summary.Configurations.Select(configuration => configuration.Configuration.Number).ToArray());
        Assert.Equal(1, summary.BestTrial);
    }

    [Fact]
    public void Summarize_NoRecords_NothingIsBest()
    {
        var summary = SweepSummarizer.Summarize(Spec(2, 3), []);

        Assert.Equal((0, 0, 6), (summary.Completed, summary.Failed, summary.Pending));
        Assert.Null(summary.BestTrial);
        Assert.Equal([0, 1], summary.Configurations.Select(configuration => configuration.Configuration.Number).ToArray());
    }

    [Fact]
    public void Summarize_StrangeOrDoubleTrial_IsRefused()
    {
        var spec = Spec(2, 1);

        Assert.Throws<ArgumentException>(() => SweepSummarizer.Summarize(spec, [Completed(spec, 1, 0.5), Completed(spec, 1, 0.5)]));
        Assert.Throws<ArgumentException>(() => SweepSummarizer.Summarize(spec, [Completed(spec, 1, 0.5) with { Trial = new Trial(1, 1, 0, 99) }]));
    }

    [Fact]
    public void Summarize_TenTimesTheTrials_TakesAboutTenTimesTheMemory()
    {
        var few = Allocated(200);
        var many = Allocated(2_000);

        Assert.InRange(many, 1, 12 * few);

        static long Allocated(int configurations)
        {
            var spec = Spec(configurations, 5);
            var records = Enumerable.Range(0, configurations * 5).Select(trial => Completed(spec, trial, trial % 97 / 97.0)).ToArray();
            SweepSummarizer.Summarize(spec, records);
            var before = GC.GetAllocatedBytesForCurrentThread();
            SweepSummarizer.Summarize(spec, records);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
