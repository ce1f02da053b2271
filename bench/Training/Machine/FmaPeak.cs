using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutSweep.Bench.Machine;

/// <summary>
/// The greatest rate of fused multiply-adds on one core: chains of the widest vectors, enough of them to hide an
/// instruction's latency, and nothing in between.
/// </summary>
internal static class FmaPeak
{
    private const int Chains = 12;
    private const int Turns = 200_000;

    /// <summary>Bits of the vectors.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Measures for a moment, in bursts of about a millisecond, the best of which counts: a disturbance only ever takes time.</summary>
    /// <param name="seconds">How long.</param>
    /// <returns>GFLOP/s.</returns>
    public static double Measure(double seconds)
    {
        var began = Stopwatch.GetTimestamp();
        var best = double.PositiveInfinity;
        var sum = 0f;
        do
        {
            var start = Stopwatch.GetTimestamp();
            sum += VectorBits switch { 512 => Run512(), 256 => Run256(), _ => Run128() };
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds);

        return float.IsNaN(sum) ? throw new InvalidOperationException("The chains must stay finite.") : (double)Turns * Chains * (VectorBits / 32) * 2 / best / 1e9;
    }

    // Each chain is x ← x · f + a with |f| < 1: it converges, so that no value ever overflows or becomes subnormal.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Run512()
    {
        var f = Vector512.Create(0.5f);
        var a = Vector512.Create(1f);
        Vector512<float> x0 = a, x1 = a, x2 = a, x3 = a, x4 = a, x5 = a, x6 = a, x7 = a, x8 = a, x9 = a, x10 = a, x11 = a;
        for (var i = 0; i < Turns; i++)
        {
            x0 = Vector512.FusedMultiplyAdd(x0, f, a);
            x1 = Vector512.FusedMultiplyAdd(x1, f, a);
            x2 = Vector512.FusedMultiplyAdd(x2, f, a);
            x3 = Vector512.FusedMultiplyAdd(x3, f, a);
            x4 = Vector512.FusedMultiplyAdd(x4, f, a);
            x5 = Vector512.FusedMultiplyAdd(x5, f, a);
            x6 = Vector512.FusedMultiplyAdd(x6, f, a);
            x7 = Vector512.FusedMultiplyAdd(x7, f, a);
            x8 = Vector512.FusedMultiplyAdd(x8, f, a);
            x9 = Vector512.FusedMultiplyAdd(x9, f, a);
            x10 = Vector512.FusedMultiplyAdd(x10, f, a);
            x11 = Vector512.FusedMultiplyAdd(x11, f, a);
        }

        return Vector512.Sum(x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Run256()
    {
        var f = Vector256.Create(0.5f);
        var a = Vector256.Create(1f);
        Vector256<float> x0 = a, x1 = a, x2 = a, x3 = a, x4 = a, x5 = a, x6 = a, x7 = a, x8 = a, x9 = a, x10 = a, x11 = a;
        for (var i = 0; i < Turns; i++)
        {
            x0 = Vector256.FusedMultiplyAdd(x0, f, a);
            x1 = Vector256.FusedMultiplyAdd(x1, f, a);
            x2 = Vector256.FusedMultiplyAdd(x2, f, a);
            x3 = Vector256.FusedMultiplyAdd(x3, f, a);
            x4 = Vector256.FusedMultiplyAdd(x4, f, a);
            x5 = Vector256.FusedMultiplyAdd(x5, f, a);
            x6 = Vector256.FusedMultiplyAdd(x6, f, a);
            x7 = Vector256.FusedMultiplyAdd(x7, f, a);
            x8 = Vector256.FusedMultiplyAdd(x8, f, a);
            x9 = Vector256.FusedMultiplyAdd(x9, f, a);
            x10 = Vector256.FusedMultiplyAdd(x10, f, a);
            x11 = Vector256.FusedMultiplyAdd(x11, f, a);
        }

        return Vector256.Sum(x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Run128()
    {
        var f = Vector128.Create(0.5f);
        var a = Vector128.Create(1f);
        Vector128<float> x0 = a, x1 = a, x2 = a, x3 = a, x4 = a, x5 = a, x6 = a, x7 = a, x8 = a, x9 = a, x10 = a, x11 = a;
        for (var i = 0; i < Turns; i++)
        {
            x0 = Vector128.FusedMultiplyAdd(x0, f, a);
            x1 = Vector128.FusedMultiplyAdd(x1, f, a);
            x2 = Vector128.FusedMultiplyAdd(x2, f, a);
            x3 = Vector128.FusedMultiplyAdd(x3, f, a);
            x4 = Vector128.FusedMultiplyAdd(x4, f, a);
            x5 = Vector128.FusedMultiplyAdd(x5, f, a);
            x6 = Vector128.FusedMultiplyAdd(x6, f, a);
            x7 = Vector128.FusedMultiplyAdd(x7, f, a);
            x8 = Vector128.FusedMultiplyAdd(x8, f, a);
            x9 = Vector128.FusedMultiplyAdd(x9, f, a);
            x10 = Vector128.FusedMultiplyAdd(x10, f, a);
            x11 = Vector128.FusedMultiplyAdd(x11, f, a);
        }

        return Vector128.Sum(x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11);
    }
}
