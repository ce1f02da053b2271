using DropoutSweep.Browser.Support;

namespace DropoutSweep.Browser;

public sealed class ContrastTests
{
    [Theory]
    [InlineData("rgb(0, 0, 0)", "rgb(255, 255, 255)", 21)]
    [InlineData("rgb(255, 255, 255)", "rgb(255, 255, 255)", 1)]
    [InlineData("rgb(118, 118, 118)", "rgb(255, 255, 255)", 4.54)]
    public void Of_KnownColours_IsAsPublished(string one, string other, double ratio) => Assert.Equal(ratio, Contrast.Of(one, other), 0.01);
}
