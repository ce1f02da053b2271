using DropoutSweep.Figures.Geometry;
using Xunit;

namespace DropoutSweep.Figures.Tests.Geometry;

public sealed class LogScaleTests
{
    [Theory]
    [InlineData(0.013, 2.1, "0.01 0.02 0.05 0.1 0.2 0.5 1 2 5")]
    [InlineData(1, 100, "1 2 5 10 20 50 100")]
    [InlineData(3, 4, "2 5")]
    [InlineData(1, 1, "1 2")]
    public void Ticks_Range_AreOneTwoFiveAroundIt(double min, double max, string expected) =>
        Assert.Equal(expected, string.Join(' ', new LogScale(min, max, 0, 100).Ticks.Select(tick => tick.Text)));

    [Fact]
    public void Map_EqualRatios_AreEquallyLong()
    {
        var scale = new LogScale(1, 100, 0, 100);

        Assert.Equal(50, scale.Map(10), 9);
        Assert.Equal(scale.Map(4) - scale.Map(2), scale.Map(40) - scale.Map(20), 9);
    }

    [Fact]
    public void Constructor_Zero_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new LogScale(0, 1, 0, 100));
}
