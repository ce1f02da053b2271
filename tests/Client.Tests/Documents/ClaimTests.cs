using DropoutSweep.Client.Documents;
using DropoutSweep.Client.Tests.Support;
using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Results;
using Xunit;

namespace DropoutSweep.Client.Tests.Documents;

public sealed class ClaimTests
{
    [Theory]
    [InlineData("higher", 0.5, 0.2, 5, "borne out")]
    [InlineData("higher", -0.5, 0.2, 5, "contradicted: the other way round")]
    [InlineData("higher", 0.1, 0.2, 5, "not borne out: no difference that 5 seeds can show")]
    [InlineData("lower", -0.5, 0.2, 5, "borne out")]
    [InlineData("same", 0.1, 0.2, 5, "not contradicted: no difference that 5 seeds can show")]
    [InlineData("same", 0.5, 0.2, 5, "contradicted")]
    [InlineData("higher", 0.5, 0.2, 2, "too few seeds to tell")]
    public void Verdict_DifferenceWithInterval_SaysWhatItShows(string expect, double mean, double half, int seeds, string expected) =>
        Assert.Equal(expected, ClaimJudge.Verdict(new Estimate(seeds, mean, 0.1, half), unmeasured: 0, expect));

    /// <summary>Seeds that never got there are those that took longest: without them the others say nothing.</summary>
    [Fact]
    public void Verdict_SeedsWithoutAValue_IsNone()
    {
        Assert.Equal("cannot be told: 2 of 5 seeds have no such value", ClaimJudge.Verdict(new Estimate(3, 1, 0.1, 0.2), unmeasured: 2, "higher"));
        Assert.Equal("cannot be told: 3 of 3 seeds have no such value", ClaimJudge.Verdict(difference: null, unmeasured: 3, "higher"));
        Assert.Equal("nothing to judge by: no seed has completed", ClaimJudge.Verdict(difference: null, unmeasured: 0, "higher"));
    }

    /// <summary>Each row of the repository's own file means one configuration of its sweep.</summary>
    [Fact]
    public void Read_ClaimsOfTheRepository_NameConfigurationsThatAre()
    {
        var folder = Path.Combine(Root(), "sweeps", "documents");
        var claims = ClaimFile.Read(folder);

        Assert.Equal(claims.Count, claims.Select(claim => claim.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(claims, claim =>
        {
            var spec = SweepSpecReader.Read(File.ReadAllText(Path.Combine(folder, claim.Sweep)), claim.Sweep);
            foreach (var wanted in new[] { claim.With, claim.Against }.Where(one => one.Count > 0))
            {
                Assert.Single(Enumerable.Range(0, spec.ConfigurationCount), number => wanted.All(pair => spec.Configuration(number).Parameters.Contains(pair)));
            }
        });
    }

    /// <summary>Every experiment of the documents is run by the one command, as a claim speaks of it.</summary>
    [Fact]
    public void Read_ClaimsOfTheRepository_SpeakOfEverySweep()
    {
        var folder = Path.Combine(Root(), "sweeps", "documents");
        var sweeps = Directory.GetFiles(folder, "*.yaml").Select(Path.GetFileName).Where(name => !string.Equals(name, ClaimFile.Name, StringComparison.Ordinal));

        Assert.Empty(sweeps.Except(ClaimFile.Read(folder).Select(claim => claim.Sweep), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(97, 2)]
    [InlineData(98, 3)]
    [InlineData(99, null)]
    public void Value_EpochsToReach_IsTheFirstEpochAtTheLevel(double level, int? expected)
    {
        double[] accuracies = [0.96, 0.97, 0.98, 0.975];
        EpochMetrics[] epochs = [.. accuracies.Select((accuracy, i) => Epoch(i + 1, accuracy))];
        var claim = new Claim { Metric = ClaimMetrics.EpochsToReach, Level = level };

        Assert.Equal(expected, ClaimMetrics.Value(claim, new ClaimTrial(Result: null!, epochs, Ensemble: null)));
    }

    [Fact]
    public void Value_AveragingGain_IsTheLargestEnsembleLessWeightScalingInPoints()
    {
        var ensemble = new EnsembleInspection
        {
            Samples = 10,
            Repetitions = 1,
            Masks = ThinnedMasks.Shared,
            HasDropout = true,
            WeightScalingAccuracy = 0.98,
            WeightScalingLoss = 0.1,
            Points = [new EnsemblePoint(1, Spread(0.95), Spread(0.3)), new EnsemblePoint(2, Spread(0.975), Spread(0.2))],
        };
        var claim = new Claim { Metric = ClaimMetrics.AveragingGain };

        Assert.Equal(-0.5, ClaimMetrics.Value(claim, new ClaimTrial(Result: null!, [], ensemble))!.Value, precision: 9);
        Assert.Null(ClaimMetrics.Value(claim, new ClaimTrial(Result: null!, [], Ensemble: null)));
    }

    [Theory]
    [InlineData("metric: epochs_to_reach", "the level 0;")]
    [InlineData("metric: epochs_to_reach, level: 101", "the level 101;")]
    [InlineData("metric: gap, level: 97", "the level 97;")]
    public void Read_LevelThatDoesNotFitTheMetric_SaysWhatWouldBeRight(string fields, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.yaml"], "");
        File.WriteAllText(folder[ClaimFile.Name], $"- {{id: x, sweep: a.yaml, {fields}, expect: higher}}\n");

        Assert.Contains(expected, Assert.Throws<InputException>(() => ClaimFile.Read(Path.GetDirectoryName(folder["a.yaml"])!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnknownMetric_SaysWhichThereAre()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.yaml"], "");
        File.WriteAllText(folder[ClaimFile.Name], "- {id: x, sweep: a.yaml, metric: luck, expect: higher}\n");

        Assert.Contains("'luck'; right would be one of test_accuracy", Assert.Throws<InputException>(() => ClaimFile.Read(Path.GetDirectoryName(folder["a.yaml"])!)).Message, StringComparison.Ordinal);
    }

    private static EpochMetrics Epoch(int number, double accuracy)
    {
        var scores = new Scores { Samples = 1, Loss = 0.1, Accuracy = accuracy };
        return new EpochMetrics { Epoch = number, Step = number, LearningRate = 0.001, TrainingLoss = 0.2, Train = scores, Validation = scores, Test = scores };
    }

    private static Spread Spread(double mean) => new(mean, 0, mean, mean);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "DropoutSweep.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
