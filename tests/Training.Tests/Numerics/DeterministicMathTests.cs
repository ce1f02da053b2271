using DropoutSweep.Training.Numerics;
using Xunit;

namespace DropoutSweep.Training.Tests.Numerics;

/// <summary>Held against the platform's own functions, which are within one unit in the last place themselves.</summary>
public sealed class DeterministicMathTests
{
    private const int Points = 200_003;

    // 2^-51 relative is at most 4 units in the last place; one more for the platform's own error.
    [Fact]
    public void Exp_IsWithinFiveUlps() =>
        Sweep(-708, 709.7, x => Check(Ulps(Math.Exp(x), DeterministicMath.Exp(x)) <= 5, "exp", x));

    [Fact]
    public void Exp_Subnormal_IsWithinTwoOfTheSmallestSteps() =>
        Sweep(-745, -708, x => Check(Math.Abs(Math.Exp(x) - DeterministicMath.Exp(x)) <= 2 * double.Epsilon, "exp", x));

    /// <summary>Where the mantissa's range is cut, at the square root of 2 of every power: the sum is of the numbers on the right side.</summary>
    [Fact]
    public void Log_AroundTheSquareRootOfTwo_IsCutBehindIt()
    {
        for (var power = -1000; power <= 1000; power += 50)
        {
            var cut = Math.ScaleB(Math.Sqrt(2), power);
            foreach (var x in new[] { Math.BitDecrement(cut), cut, Math.BitIncrement(cut) })
            {
                var (m, exponent) = x > cut ? (Math.ScaleB(x, -power - 1), power + 1) : (Math.ScaleB(x, -power), power);
                Assert.Equal(Sum(m, exponent), DeterministicMath.Log(x));
            }
        }

        // As documented: log m = 2 artanh s, in this order of operations.
        static double Sum(double m, int exponent)
        {
            var s = (m - 1) / (m + 1);
            var sum = 1.0 / 27;
            for (var odd = 25; odd >= 3; odd -= 2)
            {
                sum = Math.FusedMultiplyAdd(sum, s * s, 1.0 / odd);
            }

            return Math.FusedMultiplyAdd(exponent, 6.93147180369123816490e-01, (2 * s) + Math.FusedMultiplyAdd(exponent, 1.90821492927058770002e-10, 2 * s * (s * s) * sum));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-0.0, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(-746, 0)]
    [InlineData(710, double.PositiveInfinity)]
    public void Exp_SpecialValues(double x, double expected) => Assert.Equal(expected, DeterministicMath.Exp(x));

    [Fact]
    public void Log_IsWithinItsBound()
    {
        Sweep(1e-6, 4, x => LogIsClose(x));
        for (var exponent = -1074; exponent <= 1023; exponent++)
        {
            LogIsClose(Math.ScaleB(1.2345, exponent));
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Log_SpecialValues(double x, double expected) => Assert.Equal(expected, DeterministicMath.Log(x));

    [Fact]
    public void SinAndCos_AreWithin2ToMinus50()
    {
        Sweep(-10, 10, BothAreClose);
        Sweep(-100_000, 100_000, BothAreClose);

        static void BothAreClose(double x)
        {
            Check(Math.Abs(Math.Sin(x) - DeterministicMath.Sin(x)) <= Math.ScaleB(1, -50), "sin", x);
            Check(Math.Abs(Math.Cos(x) - DeterministicMath.Cos(x)) <= Math.ScaleB(1, -50), "cos", x);
        }
    }

    [Theory]
    [InlineData(100_001)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void SinAndCos_OutOfRange_AreNaN(double x)
    {
        Assert.True(double.IsNaN(DeterministicMath.Sin(x)));
        Assert.True(double.IsNaN(DeterministicMath.Cos(x)));
    }

    [Fact]
    public void Pow_RealExponent_IsClose() =>
        Sweep(0.01, 20, x => Assert.Equal(1, DeterministicMath.Pow(x, 1.7) / Math.Pow(x, 1.7), 1e-14));

    [Theory]
    [InlineData(2, 10, 1024)]
    [InlineData(0.5, 1, 0.5)]
    [InlineData(7, 0, 1)]
    [InlineData(-3, 3, -27)]
    public void Pow_WholeExponent_IsExactWhereItCanBe(double x, long power, double expected) =>
        Assert.Equal(expected, DeterministicMath.Pow(x, power));

    [Fact]
    public void Pow_WholeExponent_IsCloseForManySteps() =>
        Assert.Equal(1, DeterministicMath.Pow(0.999, 100_000L) / Math.Pow(0.999, 100_000), 1e-10);

    [Fact]
    public void Pow_NegativeWholeExponent_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DeterministicMath.Pow(2, -1L));

    private static void LogIsClose(double x) =>
        Check(Math.Abs(Math.Log(x) - DeterministicMath.Log(x)) <= Math.ScaleB(Math.Max(1, Math.Abs(Math.Log(x))), -51), "log", x);

    private static void Check(bool holds, string function, double x)
    {
        if (!holds)
        {
            Assert.Fail($"{function}({x:R}) is too far off.");
        }
    }

    private static void Sweep(double from, double to, Action<double> check)
    {
        for (var i = 0; i <= Points; i++)
        {
            check(from + ((to - from) * i / Points));
        }
    }

    private static long Ulps(double a, double b) => Math.Abs(BitConverter.DoubleToInt64Bits(a) - BitConverter.DoubleToInt64Bits(b));
}
