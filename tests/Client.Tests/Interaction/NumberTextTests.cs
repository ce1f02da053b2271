using DropoutSweep.Client.Interaction;
using DropoutSweep.Sweeps.Analysis;
using Xunit;

namespace DropoutSweep.Client.Tests.Interaction;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(59.6, "1:00")]
    [InlineData(754, "12:34")]
    [InlineData(3_600, "1:00:00")]
    [InlineData(90_061, "1 d 1:01:01")]
    public void Duration_Seconds_ReadsAsAClock(double seconds, string expected) =>
        Assert.Equal(expected, NumberText.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0.051234, "0.05123")]
    [InlineData(2.302585, "2.303")]
    [InlineData(123.456, "123.5")]
    [InlineData(0.00001234, "1.234e-5")]
    [InlineData(double.NaN, "NaN")]
    public void Loss_Value_HasFourDigits(double loss, string expected) => Assert.Equal(expected, NumberText.Loss(loss));

    [Theory]
    [InlineData(999, "999")]
    [InlineData(999_600, "1.00 M")]
    [InlineData(83_900_000_000, "83.9 G")]
    public void Scaled_Value_HasThreeDigitsAndAUnit(double value, string expected) => Assert.Equal(expected, NumberText.Scaled(value));

    [Fact]
    public void Estimate_OneValue_HasNoInterval()
    {
        Assert.Equal("97.50", NumberText.Estimate(new Estimate(1, 0.975, null, null), NumberText.Percent));
        Assert.Equal("97.50 ± 0.12", NumberText.Estimate(new Estimate(2, 0.975, 0.001, 0.0012), NumberText.Percent));
        Assert.Equal("–", NumberText.Estimate(null, NumberText.Percent));
    }
}
