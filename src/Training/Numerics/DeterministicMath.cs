using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Numerics;

/// <summary>
/// The elementary functions in double precision, of IEEE operations alone, so that their last bit is the same
/// on every platform (the C library's is not). For set-up and schedules; the hot loops have vector forms.
/// </summary>
/// <remarks>
/// Notes, by number at the code:
/// (1) Reduction with a constant split in two parts, the product exact in a fused multiply-add
///     (Cody and Waite 1980).
/// (2) Taylor polynomials, long enough for the reduced range: the first term left out is below 2^-54 of the sum.
/// (3) Reconstruction by exponent bits, in two factors so that subnormal results round once.
/// </remarks>
public static class DeterministicMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // The bits of the half of the square root of 2, and one more: the least m of a logarithm.
    private const long LeastMantissa = 0x3FE6A09E667F3BCD + 1;
    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiLow = 6.123233995736766e-17;

    /// <summary>e^<paramref name="x"/>; relative error below 2^-51.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        if (x > 709.79)
        {
            return double.PositiveInfinity;
        }

        if (x < -745.2)
        {
            return 0;
        }

        var n = Math.Round(x * 1.4426950408889634);
        var r = Math.FusedMultiplyAdd(-n, Ln2Low, Math.FusedMultiplyAdd(-n, Ln2High, x)); // (1)
        var sum = 1.0 / 87178291200;
        foreach (var coefficient in ExpCoefficients) // (2)
        {
            sum = Math.FusedMultiplyAdd(sum, r, coefficient);
        }

        var half = (int)n / 2; // (3)
        return sum * PowerOfTwo(half) * PowerOfTwo((int)n - half);
    }

    /// <summary>The natural logarithm of <paramref name="x"/>; absolute error below 2^-51 of max(1, |log x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Log(double x)
    {
        if (!(x > 0))
        {
            return x == 0 ? double.NegativeInfinity : double.NaN;
        }

        if (double.IsPositiveInfinity(x))
        {
            return x;
        }

        var exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984; // 2^54
            exponent = -54;
        }

        // x = m · 2^n with m up to the square root of 2 and above the half of it, by whole numbers: no processor foresees a branch here.
        var bits = BitConverter.DoubleToInt64Bits(x);
        var n = (bits - LeastMantissa) >> 52;
        var m = BitConverter.Int64BitsToDouble(bits - (n << 52));
        exponent += (int)n;

        // log m = 2 artanh s, s = (m - 1) / (m + 1), |s| < 0.1716
        var s = (m - 1) / (m + 1);
        var square = s * s;
        var sum = 1.0 / 27;
        foreach (var coefficient in LogCoefficients) // (2)
        {
            sum = Math.FusedMultiplyAdd(sum, square, coefficient);
        }

        var tail = 2 * s * square * sum;
        return Math.FusedMultiplyAdd(exponent, Ln2High, (2 * s) + Math.FusedMultiplyAdd(exponent, Ln2Low, tail));
    }

    /// <summary><paramref name="x"/> to the power <paramref name="y"/>, for x above 0.</summary>
    public static double Pow(double x, double y) => y == 0 ? 1 : Exp(y * Log(x));

    /// <summary><paramref name="x"/> to a whole power at least 0, by repeated squaring.</summary>
    public static double Pow(double x, long power)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(power);
        var result = 1.0;
        for (; power > 0; power >>= 1)
        {
            if ((power & 1) == 1)
            {
                result *= x;
            }

            x *= x;
        }

        return result;
    }

    /// <summary>The cosine of <paramref name="x"/> radians, for |x| up to 100,000.</summary>
    public static double Cos(double x) => Quadrant(x, 1);

    /// <summary>The sine of <paramref name="x"/> radians, for |x| up to 100,000.</summary>
    public static double Sin(double x) => Quadrant(x, 0);

    private static ReadOnlySpan<double> ExpCoefficients =>
    [
        1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
        1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1,
    ];

    private static ReadOnlySpan<double> LogCoefficients =>
    [
        1.0 / 25, 1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3,
    ];

    private static ReadOnlySpan<double> SineCoefficients =>
    [
        -1.0 / 1307674368000, 1.0 / 6227020800, -1.0 / 39916800, 1.0 / 362880, -1.0 / 5040, 1.0 / 120, -1.0 / 6,
    ];

    private static ReadOnlySpan<double> CosineCoefficients =>
    [
        -1.0 / 87178291200, 1.0 / 479001600, -1.0 / 3628800, 1.0 / 40320, -1.0 / 720, 1.0 / 24, -0.5,
    ];

    private static double Quadrant(double x, int shift)
    {
        if (!(Math.Abs(x) <= 100_000))
        {
            return double.NaN;
        }

        var n = Math.Round(x / HalfPiHigh);
        var r = Math.FusedMultiplyAdd(-n, HalfPiLow, Math.FusedMultiplyAdd(-n, HalfPiHigh, x)); // (1)
        var square = r * r;
        var quadrant = ((long)n + shift) & 3;
        double value;
        if ((quadrant & 1) == 0)
        {
            value = Math.FusedMultiplyAdd(Polynomial(1.0 / 355687428096000, square, SineCoefficients) * square, r, r);
        }
        else
        {
            value = Math.FusedMultiplyAdd(Polynomial(1.0 / 20922789888000, square, CosineCoefficients), square, 1);
        }

        return quadrant >= 2 ? -value : value;
    }

    private static double Polynomial(double leading, double x, ReadOnlySpan<double> coefficients) // (2)
    {
        var sum = leading;
        foreach (var coefficient in coefficients)
        {
            sum = Math.FusedMultiplyAdd(sum, x, coefficient);
        }

        return sum;
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
