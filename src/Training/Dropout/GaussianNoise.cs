using System.Runtime.CompilerServices;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Dropout;

/// <summary>
/// Draws from N(1, σ²), by pairs (Box and Muller 1958): words 0 and 1 give multipliers 0 and 1, words 2 and 3
/// the others. The radius has 24 random bits, so no draw is further out than 5.8 σ.
/// </summary>
/// <param name="Sigma">The standard deviation: √(p / (1 − p)) for dropout rate p (Srivastava et al. 2014, section 10).</param>
internal readonly record struct GaussianNoise(float Sigma) : IMaskNoise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (TF M0, TF M1, TF M2, TF M3) Multipliers<TSimd, TF, TU>(TU r0, TU r1, TU r2, TU r3)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
    {
        var (m0, m1) = Pair<TSimd, TF, TU>(r0, r1);
        var (m2, m3) = Pair<TSimd, TF, TU>(r2, r3);
        return (m0, m1, m2, m3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (TF Cos, TF Sin) Pair<TSimd, TF, TU>(TU radiusBits, TU angleBits)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
    {
        var one = TSimd.Broadcast(1f);
        var uniform = TSimd.Fma(TSimd.FromInt(TSimd.ShiftRight(radiusBits, 8)), TSimd.Broadcast(1f / (1 << 24)), TSimd.Broadcast(1f / (1 << 24))); // (0, 1]
        var radius = TSimd.Sqrt(TSimd.Multiply(TSimd.Broadcast(-2f), TSimd.Min(TSimd.Broadcast(0f), VectorMath<TSimd, TF, TU>.Log(uniform))));
        VectorMath<TSimd, TF, TU>.SinCosTurn(angleBits, out var sin, out var cos);
        var scaled = TSimd.Multiply(radius, TSimd.Broadcast(Sigma));
        return (TSimd.Fma(scaled, cos, one), TSimd.Fma(scaled, sin, one));
    }
}
