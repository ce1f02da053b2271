using DropoutSweep.Figures.Geometry;
using Xunit;

namespace DropoutSweep.Figures.Tests.Geometry;

public sealed class TimeScaleTests
{
    [Theory]
    [InlineData(0.9, "0 0.2 s 0.4 s 0.6 s 0.8 s")]
    [InlineData(12, "0 2 s 4 s 6 s 8 s 10 s 12 s")]
    [InlineData(100, "0 15 s 30 s 45 s 60 s 75 s 90 s")]
    [InlineData(400, "0 1 min 2 min 3 min 4 min 5 min 6 min")]
    [InlineData(5 * 3600, "0 1 h 2 h 3 h 4 h 5 h")]
    [InlineData(40 * 86400, "0 7 d 14 d 21 d 28 d 35 d")]
    public void Ticks_Length_AreInUnitsOfClocks(double seconds, string expected) =>
        Assert.Equal(expected, string.Join(' ', new TimeScale(seconds, 0, 100, 7).Ticks.Select(tick => tick.Text)));

    [Fact]
    public void Ticks_YearsOrNothing_AreFew()
    {
        Assert.InRange(new TimeScale(20 * 365.0 * 86400, 0, 100, 7).Ticks.Count, 2, 8);
        Assert.InRange(new TimeScale(0, 0, 100, 7).Ticks.Count, 1, 8);
    }
}
