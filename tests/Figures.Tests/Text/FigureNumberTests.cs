using DropoutSweep.Figures.Text;
using Xunit;

namespace DropoutSweep.Figures.Tests.Text;

public sealed class FigureNumberTests
{
    [Theory]
    [InlineData(1.25, "1.3")]
    [InlineData(-0.04, "0")]
    [InlineData(640, "640")]
    public void Px_Value_IsShort(double value, string expected) => Assert.Equal(expected, FigureNumber.Px(value));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Px_NotFinite_IsRefused(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => FigureNumber.Px(value));

    [Theory]
    [InlineData(97.786, 2, "97.79")]
    [InlineData(-0.001, 2, "0.00")]
    [InlineData(-1.5, 1, "\u22121.5")]
    [InlineData(double.NaN, 2, "not a number")]
    public void Fixed_Value_HasATrueMinusAndNoNegativeZero(double value, int decimals, string expected) => Assert.Equal(expected, FigureNumber.Fixed(value, decimals));

    [Theory]
    [InlineData(0.21, "+0.21")]
    [InlineData(0.001, "0.00")]
    [InlineData(-0.21, "\u22120.21")]
    public void Signed_Value_SaysMoreOrLess(double value, string expected) => Assert.Equal(expected, FigureNumber.Signed(value, 2));

    [Theory]
    [InlineData(0.034429, "0.0344")]
    [InlineData(2.30259, "2.30")]
    [InlineData(1234.5, "1235")]
    [InlineData(0.00001234, "1.23e-5")]
    [InlineData(0, "0")]
    public void Significant_Value_HasThreeDigits(double value, string expected) => Assert.Equal(expected, FigureNumber.Significant(value, 3));

    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(3.44, "3.4 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7500, "2 h 5 min")]
    public void Duration_Seconds_ReadAsPeopleSayThem(double seconds, string expected) => Assert.Equal(expected, FigureNumber.Duration(seconds));
}
