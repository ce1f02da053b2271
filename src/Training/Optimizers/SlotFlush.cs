using System.Runtime.CompilerServices;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Optimizers;

/// <summary>
/// Keeps subnormal numbers out of an optimizer's slots. A moment that decays by rounding never reaches zero but
/// sticks at a subnormal value, which some processors handle a hundred times slower; 2^-100 is far below what
/// could move a weight.
/// </summary>
internal static class SlotFlush
{
    private const float Threshold = 7.888609052210118e-31f; // 2^-100

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Flush<TSimd, TF, TU>(TF value)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
    {
        var small = TSimd.GreaterThan(TSimd.Broadcast(Threshold), TSimd.Abs(value));
        return TSimd.Select(small, TSimd.Broadcast(0f), value);
    }

    /// <summary>The same for values that are not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF FlushPositive<TSimd, TF, TU>(TF value)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
    {
        var small = TSimd.GreaterThan(TSimd.Broadcast(Threshold), value);
        return TSimd.Select(small, TSimd.Broadcast(0f), value);
    }
}
