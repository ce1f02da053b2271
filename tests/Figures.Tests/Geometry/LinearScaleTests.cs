using DropoutSweep.Figures.Geometry;
using Xunit;

namespace DropoutSweep.Figures.Tests.Geometry;

public sealed class LinearScaleTests
{
    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(93.2, 99.1, 6, "93 94 95 96 97 98 99 100")]
    [InlineData(-0.3, 2.2, 6, "\u22120.5 0.0 0.5 1.0 1.5 2.0 2.5")]
    [InlineData(0.0012, 0.0047, 4, "0.001 0.002 0.003 0.004 0.005")]
    [InlineData(12, 4800, 5, "0 1000 2000 3000 4000 5000")]
    public void Nice_Range_EndsAtRoundNumbersBeyondIt(double min, double max, int steps, string expected)
    {
        var scale = LinearScale.Nice(min, max, 0, 100, steps);

        Assert.Equal(expected, string.Join(' ', scale.Ticks.Select(tick => tick.Text)));
        Assert.Equal(0, scale.Ticks[0].At, 9);
        Assert.Equal(100, scale.Ticks[^1].At, 9);
        Assert.InRange(scale.Map(min), 0, 100);
        Assert.InRange(scale.Map(max), 0, 100);
    }

    [Fact]
    public void Nice_AxisUpwards_MapsTheGreatestToTheTop()
    {
        var scale = LinearScale.Nice(0, 10, 300, 20, 5);

        Assert.Equal(300, scale.Map(0), 9);
        Assert.Equal(20, scale.Map(10), 9);
        Assert.Equal(160, scale.Map(5), 9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-97.5)]
    [InlineData(1e-12)]
    [InlineData(1e12)]
    public void Nice_OneValue_IsWidened(double value)
    {
        var scale = LinearScale.Nice(value, value, 0, 100, 6);

        Assert.True(double.IsFinite(scale.Map(value)));
        Assert.True(scale.Ticks.Count >= 2);
    }

    [Fact]
    public void Exact_Range_HasItsRoundNumbersInside()
    {
        var scale = LinearScale.Exact(-0.5, 179.5, 0, 180, 6, whole: true);

        Assert.Equal("0 50 100 150", string.Join(' ', scale.Ticks.Select(tick => tick.Text)));
        Assert.Equal(50.5, scale.Ticks[1].At, 9);
    }

    [Fact]
    public void Exact_WholeNumbers_HasNoFractions() =>
        Assert.Equal("1 2", string.Join(' ', LinearScale.Exact(1, 2, 0, 100, 8, whole: true).Ticks.Select(tick => tick.Text)));
}
