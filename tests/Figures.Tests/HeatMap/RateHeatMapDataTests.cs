using DropoutSweep.Figures.HeatMap;
using DropoutSweep.Figures.Tests.Support;
using DropoutSweep.Sweeps.Analysis;
using Xunit;

namespace DropoutSweep.Figures.Tests.HeatMap;

public sealed class RateHeatMapDataTests
{
    [Fact]
    public void Compute_RealSweep_HoldsEveryCellWithItsVerdict()
    {
        var input = Scenarios.Of("dropout-rates");
        var data = RateHeatMapData.Compute(input);

        Assert.True(data.ShowsDifference);
        Assert.Equal(["128", "512", "128-128", "512-256", "512-512-512"], data.Rows);
        Assert.Equal(["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8"], data.Columns);
        Assert.Equal(45, data.Cells.Count);
        var worst = data.Cells.Single(cell => cell is { Row: 2, Column: 8 });
        Assert.Equal(TwinVerdict.Hurts, worst.Verdict);
        Assert.Equal(("92.83", "\u22124.76"), (worst.First, worst.Second));
        Assert.All(data.Cells.Where(cell => cell.Column == 0), cell => Assert.True(cell.IsTwin && cell.Verdict is null));
        Assert.Equal(
            input.Summary.Configurations.Count(summary => summary.Twin?.Verdict == TwinVerdict.Hurts),
            data.Cells.Count(cell => cell.Verdict == TwinVerdict.Hurts));
    }

    [Fact]
    public void Compute_NoTwin_ShowsValues()
    {
        var data = RateHeatMapData.Compute(Scenarios.Of("no-twin"));

        Assert.False(data.ShowsDifference);
        Assert.Contains("No configuration can be compared with a twin without dropout; colours show the values.", data.Notes, StringComparer.Ordinal);
    }

    [Fact]
    public void Compute_HalfDone_KeepsPlacesForWhatIsToCome()
    {
        var spec = Made.Spec("layers: [64], dropout: {grid: [0, 0.5]}", "replicates: 2");
        var data = RateHeatMapData.Compute(SweepFigureInput.Of(spec, [Made.Trial(spec, 0, 0.9, 0.9)]));

        Assert.Equal([90.0, null], data.Cells.Select(cell => cell.Value));
        Assert.Contains("No configuration can be compared with a twin without dropout yet; colours show the values.", data.Notes, StringComparer.Ordinal);
    }
}
