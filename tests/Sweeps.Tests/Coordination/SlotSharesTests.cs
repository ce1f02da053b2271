using DropoutSweep.Sweeps.Coordination;
using Xunit;

namespace DropoutSweep.Sweeps.Tests.Coordination;

public sealed class SlotSharesTests
{
    [Theory]
    [InlineData(0, new[] { 2, 2 }, new[] { 0, 0 })]
    [InlineData(1, new[] { 2, 2 }, new[] { 1, 0 })]
    [InlineData(2, new[] { 4, 4 }, new[] { 1, 1 })]
    [InlineData(3, new[] { 1, 4, 2 }, new[] { 0, 3, 0 })]
    [InlineData(5, new[] { 1, 4, 2 }, new[] { 1, 3, 1 })]
    [InlineData(100, new[] { 1, 0, 3 }, new[] { 1, 0, 3 })]
    [InlineData(3, new int[0], new int[0])]
    public void Of_GoesToWhoeverHasTheMostFreeSlots(int trials, int[] free, int[] expected) => Assert.Equal(expected, SlotShares.Of(trials, free));

    [Fact]
    public void Of_ManySilos_DiffersByOneAtMostWhenAllAreAlike()
    {
        var shares = SlotShares.Of(trials: 50, [.. Enumerable.Repeat(8, 7)]);
        Assert.Equal(50, shares.Sum());
        Assert.InRange(shares.Max() - shares.Min(), 0, 1);
    }
}
