using DropoutSweep.Sweeps.Search;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Search;

public sealed class GridSearchTests
{
    [Fact]
    public void Decode_AllNumbers_LastAxisMovesFastest()
    {
        var grid = new GridSearch([2, 1, 3]);
        var seen = new List<string>();
        var digits = new int[3];
        for (var number = 0; number < grid.Count; number++)
        {
            grid.Decode(number, digits);
            seen.Add(string.Concat(digits));
        }

        Assert.Equal(["000", "001", "002", "100", "101", "102"], seen.ToArray());
    }

    [Fact]
    public void Decode_OutsideTheGrid_Throws()
    {
        var grid = new GridSearch([2]);

        Assert.Throws<ArgumentOutOfRangeException>(() => grid.Decode(2, new int[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => grid.Decode(-1, new int[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridSearch([2, 0]));
    }

    [Fact]
    public void Count_NoAxis_IsOneConfiguration() => Assert.Equal(1, new GridSearch([]).Count);

    [Fact]
    public void Count_MoreThanALongHolds_IsTheGreatestLong() =>
        Assert.Equal(long.MaxValue, new GridSearch([.. Enumerable.Repeat(1_000_000, 10)]).Count);
}
