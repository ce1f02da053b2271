using DropoutSweep.Figures.Pareto;
using DropoutSweep.Figures.Tests.Support;
using Xunit;

namespace DropoutSweep.Figures.Tests.Pareto;

public sealed class AccuracyAgainstGapDataTests
{
    [Fact]
    public void Compute_KnownResults_FindsTheFront()
    {
        var spec = Made.Spec("layers: [64], dropout: {grid: [0, 0.1, 0.2, 0.5, 0.8]}", "replicates: 1");
        (double Test, double Gap)[] results = [(0.980, 0.02), (0.982, 0.012), (0.975, 0.015), (0.970, 0.004), (0.960, 0.004)];
        var data = AccuracyAgainstGapData.Compute(SweepFigureInput.Of(spec, [.. results.Select((result, number) => Made.Trial(spec, number, result.Test, result.Test + result.Gap))]));

        // 0.982 beats all with a greater gap; of the two with the smallest gap the better one stays.
        Assert.Equal([1, 3], data.Points.Where(point => point.IsFront).Select(point => point.Configuration));
        Assert.StartsWith("Of 5 configurations, 2 are on the front", data.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_Regression_LessLossIsBetter()
    {
        var spec = DropoutSweep.Sweeps.Specification.SweepSpecReader.Read("name: made\ndataset: curve\nmodel: {layers: [20], output: linear, dropout: {grid: [0, 0.1, 0.3]}}\nreplicates: 1\nobjective: {metric: validation_loss}\n", "made.yaml");
        var data = AccuracyAgainstGapData.Compute(SweepFigureInput.Of(spec, [Made.Trial(spec, 0, 0.05, 0.01), Made.Trial(spec, 1, 0.03, 0.02), Made.Trial(spec, 2, 0.06, 0.055)]));

        Assert.False(data.MoreIsBetter);
        Assert.Equal([1, 2], data.Points.Where(point => point.IsFront).Select(point => point.Configuration));
    }

    [Fact]
    public void Compute_RealSweep_FrontIsWhatPairwiseComparisonSays()
    {
        var data = AccuracyAgainstGapData.Compute(Scenarios.Of("dropout-rates"));

        Assert.All(data.Points, point => Assert.Equal(
            point.IsFront,
            !data.Points.Any(other => other.Score.Mean >= point.Score.Mean && other.Gap.Mean <= point.Gap.Mean && (other.Score.Mean > point.Score.Mean || other.Gap.Mean < point.Gap.Mean))));
    }
}
