using DropoutSweep.Figures.RateCurves;
using DropoutSweep.Figures.Tests.Support;
using Xunit;

namespace DropoutSweep.Figures.Tests.RateCurves;

public sealed class GapByRateDataTests
{
    [Fact]
    public void Compute_KnownResults_HoldsTrainMinusTestInPoints()
    {
        var spec = Made.Spec("layers: [64], dropout: {grid: [0, 0.5]}", "replicates: 1");
        var data = GapByRateData.Compute(SweepFigureInput.Of(spec, [Made.Trial(spec, 0, 0.96, 0.99), Made.Trial(spec, 1, 0.97, 0.975)]));

        Assert.Equal([3, 0.5], data.Curves.Single().Points.Select(point => Math.Round(point.Estimate.Mean, 9)));
        Assert.StartsWith("From the lowest rate to the highest the mean gap falls in 1 of 1 series. It changes most for 64: from 3.00 points at rate 0 to 0.50 points at rate 0.5.", data.Caption, StringComparison.Ordinal);
    }
}
