using DropoutSweep.Figures.LearningCurves;
using DropoutSweep.Figures.Tests.Support;
using Xunit;

namespace DropoutSweep.Figures.Tests.LearningCurves;

public sealed class LearningCurvesDataTests
{
    [Fact]
    public void Compute_BestHasATwin_ShowsBothOverTheirSeeds()
    {
        var input = Scenarios.Of("quickstart");
        var data = LearningCurvesData.Compute(input);

        Assert.Equal(["256-128 at rate 0.2", "256-128 without dropout"], data.Configurations);
        Assert.Equal([2, 2], data.Seeds);
        Assert.Equal(4, data.Loss.Count);
        Assert.Equal(4, data.Accuracy.Count);
        double[] last = [.. input.Records.Where(record => record.Trial.Configuration == 1).Select(record => record.Result!.Epochs[^1].Validation.Loss)];
        var validation = data.Loss.Single(curve => curve is { Configuration: 0, IsTrain: false });
        Assert.Equal([1, 2, 3, 4, 5], validation.Points.Select(point => point.Epoch));
        Assert.Equal((last.Average(), last.Min(), last.Max()), (validation.Points[^1].Mean, validation.Points[^1].Low, validation.Points[^1].High));
    }

    [Fact]
    public void Compute_BestDropsNothing_SetsTheBestWithDropoutBesideIt()
    {
        var data = LearningCurvesData.Compute(Scenarios.Of("dropout-kinds"));

        Assert.EndsWith("without dropout", data.Configurations[1], StringComparison.Ordinal);
        Assert.EndsWith("at rate 0.5", data.Configurations[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_CurvesOfSomeSeeds_SaysOfHowMany()
    {
        var spec = Made.Spec("layers: [64]", "replicates: 3");
        var trials = Enumerable.Range(0, 3).Select(number => Made.Trial(spec, number, 0.9, 0.9)).ToArray();
        var few = trials.Select(trial => trial.Trial.Number < 2 ? trial : trial with { Result = trial.Result! with { Epochs = [] } }).ToArray();

        var data = LearningCurvesData.Compute(SweepFigureInput.Of(spec, few));

        Assert.Equal([2], data.Seeds);
        Assert.Contains(data.Notes, note => note.EndsWith("the curves of 2 of 3 seeds are drawn.", StringComparison.Ordinal));
        Assert.DoesNotContain(LearningCurvesData.Compute(SweepFigureInput.Of(spec, trials)).Notes, note => note.Contains("are drawn", StringComparison.Ordinal));
    }

    [Fact]
    public void Compute_NothingCompleted_ShowsWhatRuns()
    {
        var data = LearningCurvesData.Compute(Scenarios.Of("running-only"));

        Assert.Contains("No trial has completed yet: shown is what is running.", data.Notes, StringComparer.Ordinal);
        Assert.Equal([1, 2], data.Loss.Where(curve => !curve.IsTrain).Select(curve => curve.Points.Count).Order());
    }

    [Fact]
    public void Compute_LossesThatAreNotFinite_LeavesThemOut()
    {
        var spec = Made.Spec("layers: [64]", "replicates: 1");
        var trial = Made.Trial(spec, 0, 0.9, 0.9);
        var epochs = trial.Result!.Epochs.Select(epoch => epoch.Epoch < 3 ? epoch : epoch with { Validation = epoch.Validation with { Loss = double.NaN } }).ToArray();
        var data = LearningCurvesData.Compute(SweepFigureInput.Of(spec, [trial with { Result = trial.Result with { Epochs = epochs } }]));

        Assert.Equal([1, 2], data.Loss.Single(curve => !curve.IsTrain).Points.Select(point => point.Epoch));
    }

    [Fact]
    public void Compute_Regression_HasNoAccuracy() => Assert.Empty(LearningCurvesData.Compute(Scenarios.Of("regression")).Accuracy);
}
