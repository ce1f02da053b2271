using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// Elementary functions of float vectors, of IEEE operations alone: every lane, width and platform gives the
/// same bits. Polynomial coefficients: Cephes mathematical library, single precision (Moshier 1989).
/// </summary>
/// <remarks>
/// Notes, by number at the code:
/// (1) Reduction by a constant split in two, so that the product is exact to float precision (Cody and Waite 1980).
/// (2) Minimax polynomial on the reduced range, by Horner's rule in fused multiply-adds.
/// (3) Reconstruction by adding to the exponent bits.
/// (4) Results of e^x below 2^-100 are flushed to zero: subnormal numbers would be slow on some processors and of
///     no use. (A sigmoid can still be one, for x in about -88.4 to -87.3.)
/// </remarks>
internal static class VectorMath<TSimd, TF, TU>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    private const float FlushExponent = -69.3f; // e^-69.3 is about 2^-100

    /// <summary>e^x: +∞ above 88.376 (a little before floats end), 0 below −69.3 (4), NaN for NaN; else within 2 units in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Exp(TF x)
    {
        var clamped = TSimd.Min(TSimd.Broadcast(88.3762626647949f), TSimd.Max(TSimd.Broadcast(FlushExponent), x));
        var n = TSimd.Round(TSimd.Multiply(clamped, TSimd.Broadcast(1.44269504088896341f)));
        var r = TSimd.Fma(n, TSimd.Broadcast(-0.693359375f), clamped); // (1)
        r = TSimd.Fma(n, TSimd.Broadcast(2.12194440e-4f), r);
        var p = TSimd.Broadcast(1.9875691500E-4f); // (2)
        p = TSimd.Fma(p, r, TSimd.Broadcast(1.3981999507E-3f));
        p = TSimd.Fma(p, r, TSimd.Broadcast(8.3334519073E-3f));
        p = TSimd.Fma(p, r, TSimd.Broadcast(4.1665795894E-2f));
        p = TSimd.Fma(p, r, TSimd.Broadcast(1.6666665459E-1f));
        p = TSimd.Fma(p, r, TSimd.Broadcast(5.0000001201E-1f));
        p = TSimd.Add(TSimd.Fma(p, TSimd.Multiply(r, r), r), TSimd.Broadcast(1f));
        var value = TSimd.AsFloat(TSimd.Add(TSimd.AsUInt(p), TSimd.ShiftLeft(TSimd.ToInt(n), 23))); // (3)
        value = TSimd.Select(TSimd.GreaterThan(TSimd.Broadcast(FlushExponent), x), TSimd.Broadcast(0f), value); // (4)
        value = TSimd.Select(TSimd.GreaterThan(x, TSimd.Broadcast(88.3762626647949f)), TSimd.Broadcast(float.PositiveInfinity), value);
        return KeepNaN(x, value);
    }

    /// <summary>1 / (1 + e^-x), exactly 1 above about 16.6: the saturation that float32 sigmoids have everywhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Sigmoid(TF x)
    {
        var one = TSimd.Broadcast(1f);
        return TSimd.Divide(one, TSimd.Add(one, Exp(TSimd.Subtract(TSimd.Broadcast(0f), x))));
    }

    /// <summary>tanh x: a polynomial for |x| &lt; 0.625, else ±(1 − 2 / (e^2|x| + 1)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Tanh(TF x)
    {
        var square = TSimd.Multiply(x, x);
        var p = TSimd.Broadcast(-5.70498872745E-3f); // (2)
        p = TSimd.Fma(p, square, TSimd.Broadcast(2.06390887954E-2f));
        p = TSimd.Fma(p, square, TSimd.Broadcast(-5.37397155531E-2f));
        p = TSimd.Fma(p, square, TSimd.Broadcast(1.33314422036E-1f));
        p = TSimd.Fma(p, square, TSimd.Broadcast(-3.33332819422E-1f));
        var near = TSimd.Fma(TSimd.Multiply(p, square), x, x);

        var magnitude = TSimd.Abs(x);
        var one = TSimd.Broadcast(1f);
        var e = Exp(TSimd.Min(TSimd.Broadcast(40f), TSimd.Add(magnitude, magnitude)));
        var far = TSimd.Subtract(one, TSimd.Divide(TSimd.Broadcast(2f), TSimd.Add(e, one)));
        var sign = TSimd.And(TSimd.AsUInt(x), TSimd.Broadcast(0x80000000u));
        far = TSimd.AsFloat(TSimd.Or(TSimd.AsUInt(far), sign));
        var value = TSimd.Select(TSimd.GreaterThan(magnitude, TSimd.Broadcast(0.625f)), far, near);
        return KeepNaN(x, value);
    }

    /// <summary>log x, for normal positive x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Log(TF x)
    {
        // m in [√½, √2): the bits of x less those of √½, whose exponent field is then n.
        var shifted = TSimd.Subtract(TSimd.AsUInt(x), TSimd.Broadcast(0x3F3504F3u));
        var exponent = TSimd.And(shifted, TSimd.Broadcast(0xFF800000u));
        var m = TSimd.AsFloat(TSimd.Subtract(TSimd.AsUInt(x), exponent));
        var n = TSimd.Multiply(TSimd.FromInt(exponent), TSimd.Broadcast(1f / (1 << 23)));
        var r = TSimd.Subtract(m, TSimd.Broadcast(1f));
        var square = TSimd.Multiply(r, r);
        var p = TSimd.Broadcast(7.0376836292E-2f); // (2)
        p = TSimd.Fma(p, r, TSimd.Broadcast(-1.1514610310E-1f));
        p = TSimd.Fma(p, r, TSimd.Broadcast(1.1676998740E-1f));
        p = TSimd.Fma(p, r, TSimd.Broadcast(-1.2420140846E-1f));
        p = TSimd.Fma(p, r, TSimd.Broadcast(1.4249322787E-1f));
        p = TSimd.Fma(p, r, TSimd.Broadcast(-1.6668057665E-1f));
        p = TSimd.Fma(p, r, TSimd.Broadcast(2.0000714765E-1f));
        p = TSimd.Fma(p, r, TSimd.Broadcast(-2.4999993993E-1f));
        p = TSimd.Fma(p, r, TSimd.Broadcast(3.3333331174E-1f));
        var tail = TSimd.Multiply(TSimd.Multiply(p, r), square);
        tail = TSimd.Fma(n, TSimd.Broadcast(-2.12194440e-4f), tail);
        tail = TSimd.Fma(TSimd.Broadcast(-0.5f), square, tail);
        return TSimd.Fma(n, TSimd.Broadcast(0.693359375f), TSimd.Add(r, tail));
    }

    /// <summary>Sine and cosine of a whole turn's fraction: angle = 2π · bits / 2^32, taken to 24 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCosTurn(TU bits, out TF sin, out TF cos)
    {
        // The nearest quarter turn is q; what is left is in ±1/8 turn, exact in a float.
        var q = TSimd.ShiftRight(TSimd.Add(bits, TSimd.Broadcast(0x20000000u)), 30);
        var left = TSimd.Subtract(bits, TSimd.ShiftLeft(q, 30));
        left = TSimd.And(left, TSimd.Broadcast(0xFFFFFF00u));
        var r = TSimd.Multiply(TSimd.FromInt(left), TSimd.Broadcast(1.4629180792671596E-9f)); // 2π / 2^32
        var square = TSimd.Multiply(r, r);
        var s = TSimd.Broadcast(-1.9515295891E-4f); // (2)
        s = TSimd.Fma(s, square, TSimd.Broadcast(8.3321608736E-3f));
        s = TSimd.Fma(s, square, TSimd.Broadcast(-1.6666654611E-1f));
        s = TSimd.Fma(TSimd.Multiply(s, square), r, r);
        var c = TSimd.Broadcast(2.443315711809948E-5f);
        c = TSimd.Fma(c, square, TSimd.Broadcast(-1.388731625493765E-3f));
        c = TSimd.Fma(c, square, TSimd.Broadcast(4.166664568298827E-2f));
        c = TSimd.Fma(TSimd.Multiply(c, square), square, TSimd.Fma(TSimd.Broadcast(-0.5f), square, TSimd.Broadcast(1f)));

        // Quarter 1: sin = c, cos = −s; 2: −s, −c; 3: −c, s.
        var odd = TSimd.AsFloat(TSimd.Subtract(TSimd.Broadcast(0u), TSimd.And(q, TSimd.Broadcast(1u))));
        var sinSign = TSimd.ShiftLeft(TSimd.And(q, TSimd.Broadcast(2u)), 30);
        var cosSign = TSimd.ShiftLeft(TSimd.And(TSimd.Add(q, TSimd.Broadcast(1u)), TSimd.Broadcast(2u)), 30);
        sin = TSimd.AsFloat(TSimd.Xor(TSimd.AsUInt(TSimd.Select(odd, c, s)), sinSign));
        cos = TSimd.AsFloat(TSimd.Xor(TSimd.AsUInt(TSimd.Select(odd, s, c)), cosSign));
    }

    /// <summary>x where x is NaN, else value: x − x is 0 or NaN, for infinities the comparison below settles it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TF KeepNaN(TF x, TF value)
    {
        var magnitude = TSimd.AsUInt(TSimd.Abs(x));
        var isNaN = TSimd.AsFloat(TSimd.GreaterOrEqual(magnitude, TSimd.Broadcast(0x7F800001u)));
        return TSimd.Select(isNaN, x, value);
    }
}
