using DropoutSweep.Figures.Geometry;
using Xunit;

namespace DropoutSweep.Figures.Tests.Geometry;

public sealed class TickThinningTests
{
    [Fact]
    public void Across_AllFit_KeepsThem() => Assert.Equal("0 1 2 3", Words(Ticks(0, 100, "0", "1", "2", "3"), -20, 120));

    [Fact]
    public void Across_FirstHasNoRoomAtTheEdge_LosesThatOneOnly() => Assert.Equal(" 0.0 0.5 1.0", Words(Ticks(0, 300, "\u2212100000.5", "0.0", "0.5", "1.0"), -5, 320));

    [Fact]
    public void Across_Crowded_KeepsEverySecond() => Assert.Equal("0.10  0.30  0.50", Words(Ticks(0, 120, "0.10", "0.20", "0.30", "0.40", "0.50"), -20, 140));

    [Fact]
    public void Across_NoneFits_CutsOne() => Assert.Contains("\u2026", Words(Ticks(0, 60, new string('W', 50), new string('W', 51)), -20, 80), StringComparison.Ordinal);

    [Fact]
    public void Down_Crowded_KeepsLinesApart()
    {
        var ticks = TickThinning.Down([.. Enumerable.Range(0, 10).Select(index => new Tick(100 - (index * 6), $"{index}"))], 13);

        Assert.Equal(["0", "3", "6", "9"], ticks.Where(tick => tick.Text.Length > 0).Select(tick => tick.Text), StringComparer.Ordinal);
    }

    private static Tick[] Ticks(double from, double to, params string[] words) =>
        [.. words.Select((word, index) => new Tick(from + ((to - from) * index / (words.Length - 1)), word))];

    private static string Words(Tick[] ticks, double left, double right) => string.Join(' ', TickThinning.Across(ticks, 13, left, right).Select(tick => tick.Text));
}
