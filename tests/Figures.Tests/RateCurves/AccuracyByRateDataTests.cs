using DropoutSweep.Figures.RateCurves;
using DropoutSweep.Figures.Tests.Support;
using Xunit;

namespace DropoutSweep.Figures.Tests.RateCurves;

public sealed class AccuracyByRateDataTests
{
    [Fact]
    public void Compute_KnownResults_HoldsMeansIntervalsAndSeeds()
    {
        var spec = Made.Spec("layers: [64], dropout: {grid: [0, 0.5]}", "replicates: 3");
        var input = SweepFigureInput.Of(spec, [Made.Trial(spec, 0, 0.96, 0.99), Made.Trial(spec, 1, 0.97, 0.98), Made.Trial(spec, 2, 0.95, 0.99), Made.Trial(spec, 3, 0.98, 0.985), Made.Trial(spec, 4, 0.955, 0.99), Made.Trial(spec, 5, 0.99, 0.99)]);

        var data = AccuracyByRateData.Compute(input);

        var points = Assert.Single(data.Curves).Points;
        Assert.Equal([0, 0.5], points.Select(point => point.Place));
        Assert.Equal([true, false], points.Select(point => point.IsTwin));
        Assert.Equal(95.5, points[0].Estimate.Mean, 9);
        Assert.Equal(98, points[1].Estimate.Mean, 9);

        // t(0.975, 2) · 1 / √3 points.
        Assert.Equal(2.484137711719545, points[1].Estimate.HalfWidth!.Value, 9);
        Assert.Equal([97, 98, 99], points[1].Replicates.Select(value => Math.Round(value, 9)));
        Assert.Empty(data.Notes);
        Assert.StartsWith("Picked on validation, 64 at rate 0.5 comes to a test accuracy of 98.00 ± 2.48 % (mean and 95 % interval over 3 seeds); without dropout it is 95.50 ± 1.24 %: ", data.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_Regression_ShowsLoss()
    {
        var data = AccuracyByRateData.Compute(Scenarios.Of("regression"));

        Assert.Equal("test loss", data.ValueTitle);
        Assert.Null(data.Ceiling);
        Assert.InRange(data.Curves[0].Points[0].Estimate.Mean, 0.2, 0.35);
    }

    [Fact]
    public void Compute_NoTrial_SaysSo()
    {
        var data = AccuracyByRateData.Compute(Scenarios.Of("empty"));

        Assert.Equal("No trial has completed yet.", data.Empty);
        Assert.Equal(["16 of 16 trials have not ended yet."], data.Notes);
    }

    [Fact]
    public void Compute_Failures_AreCountedAndLeftOut()
    {
        var data = AccuracyByRateData.Compute(Scenarios.Of("failures"));

        Assert.Contains("6 trials failed and are left out.", data.Notes, StringComparer.Ordinal);
        Assert.Equal(10, data.Curves.Sum(curve => curve.Points.Sum(point => point.Replicates.Count)));
    }

    [Fact]
    public void Compute_OneSeed_SaysThatNothingCanBeTold()
    {
        var data = AccuracyByRateData.Compute(Scenarios.Of("one-seed"));

        Assert.Contains("One seed each: there are no intervals, and no difference can be told from chance.", data.Notes, StringComparer.Ordinal);
        Assert.All(data.Curves.SelectMany(curve => curve.Points), point => Assert.Null(point.Estimate.HalfWidth));
    }

    [Fact]
    public void Compute_ManySeries_KeepsEightAndSaysSo()
    {
        var data = AccuracyByRateData.Compute(Scenarios.Of("many-series"));

        Assert.Equal(8, data.Curves.Count);
        Assert.Contains("Shown are the best 8 of 42 series, by the objective on validation.", data.Notes, StringComparer.Ordinal);
    }

    [Fact]
    public void Compute_NoConfigurationWithoutDropout_SaysSo() =>
        Assert.Contains("The sweep has no configuration without dropout to compare with.", AccuracyByRateData.Compute(Scenarios.Of("no-twin")).Notes, StringComparer.Ordinal);
}
