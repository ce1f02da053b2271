using DropoutSweep.Sweeps.Analysis;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Results;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Analysis;

public sealed class TwinComparisonTests
{
    /// <summary>Configurations: rates 0, 0.2, 0.5 for [8], then for [4]; by kind: Bernoulli.</summary>
    private static readonly SweepSpec s_spec = SweepSpecReader.Read(
        "name: s\ndataset: digits\nmodel: {layers: {grid: [[8], [4]]}, dropout: {grid: [0, 0.2, 0.5]}}\nreplicates: 4\n",
        "s.yaml");

    [Fact]
    public void Twins_RatesAndSizes_PairTheSameSize() =>
        Assert.Equal([(1, 0), (2, 0), (4, 3), (5, 3)], s_spec.Twins.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));

    [Fact]
    public void Twins_KindsOfDropout_ShareTheTwinWithout()
    {
        var spec = SweepSpecReader.Read(
            "name: s\ndataset: digits\nmodel: {layers: [8], dropout: {grid: [0, 0.3]}, dropout_kind: {grid: [bernoulli, gaussian]}}\n",
            "s.yaml");

        // 0: no dropout, 1: no dropout "gaussian", which is the same network; 2 and 3 drop.
        Assert.Equal([(2, 0), (3, 0)], spec.Twins.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Summarize_SeedsScatterTogether_PairingSeesTheDifference()
    {
        // Seeds scatter by whole points, the differences by hundredths: only the pairs tell.
        double[] seeds = [0.90, 0.93, 0.95, 0.97];
        var comparison = Compare((configuration, replicate) => seeds[replicate] + (configuration == 1 ? 0.002 + (replicate * 0.0001) : 0))[1]!;
        Assert.Equal(4, comparison.Pairs);
        Assert.Equal(0.215, comparison.Difference!.Mean, 10);
        Assert.Equal(TwinVerdict.Helps, comparison.Verdict);
        Assert.True(comparison.HolmP >= comparison.P);
    }

    [Fact]
    public void Summarize_Worse_Hurts() =>
        Assert.Equal(TwinVerdict.Hurts, Compare((configuration, replicate) => 0.9 + (replicate * 0.001) - (configuration == 2 ? 0.01 + (replicate * 0.0001) : 0))[2]!.Verdict);

    [Fact]
    public void Summarize_DifferencesOfBothSigns_ShowNoDifference()
    {
        double[] noise = [0.001, -0.001, 0.002, -0.0015];
        var comparison = Compare((configuration, replicate) => 0.9 + (configuration == 1 ? noise[replicate] : 0))[1]!;
        Assert.Equal(TwinVerdict.NoDifference, comparison.Verdict);
        Assert.True(comparison.SeedsForTenth > 4);
    }

    [Fact]
    public void Summarize_FailedSeeds_LeaveTheirPairsOut()
    {
        var comparison = Compare((configuration, replicate) => configuration == 0 && replicate > 0 ? null : 0.9)[1]!;
        Assert.Equal(1, comparison.Pairs);
        Assert.Null(comparison.P);
        Assert.Equal(TwinVerdict.TooFewSeeds, comparison.Verdict);
    }

    [Fact]
    public void Summarize_Selection_SaysWhatPickingOnTestWouldHaveGained()
    {
        var summary = SweepSummarizer.Summarize(s_spec, [.. Records((configuration, _) => configuration == 4 ? 0.95 : 0.9, (configuration, _) => configuration == 2 ? 0.96 : 0.91)]);
        Assert.Equal((4, 2), (summary.Selection!.Chosen, summary.Selection.BestOnTest));
        Assert.Equal(0.05, summary.Selection.BestTest - summary.Selection.ChosenTest, 10);
    }

    private static TwinComparison?[] Compare(Func<int, int, double?> test)
    {
        var summary = SweepSummarizer.Summarize(s_spec, [.. Records((_, _) => 0.9, test)]);
        return [.. summary.Configurations.OrderBy(configuration => configuration.Configuration.Number).Select(configuration => configuration.Twin)];
    }

    private static IEnumerable<TrialRecord> Records(Func<int, int, double> validation, Func<int, int, double?> test)
    {
        for (var number = 0; number < s_spec.TrialCount; number++)
        {
            var trial = s_spec.Trial(number);
            if (test(trial.Configuration, trial.Replicate) is { } accuracy)
            {
                yield return new TrialRecord
                {
                    Trial = trial,
                    State = TrialState.Completed,
                    Result = new TrainingResult
                    {
                        Status = TrainingStatus.Completed,
                        Epochs = [],
                        Train = Score(1),
                        Validation = Score(validation(trial.Configuration, trial.Replicate)),
                        Test = Score(accuracy),
                    },
                };
            }
        }
    }

    private static Scores Score(double accuracy) => new() { Samples = 10, Accuracy = accuracy, Loss = 1 - accuracy };
}
