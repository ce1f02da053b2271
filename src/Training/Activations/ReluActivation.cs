using System.Runtime.CompilerServices;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Activations;

/// <summary>max(0, x), NaN kept; the derivative at 0 is 0.</summary>
internal readonly struct ReluActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Forward<TSimd, TF, TU>(TF sum)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
        => TSimd.Max(TSimd.Broadcast(0f), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Backward<TSimd, TF, TU>(TF gradient, TF activated)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
        => TSimd.Select(TSimd.GreaterThan(activated, TSimd.Broadcast(0f)), gradient, TSimd.Broadcast(0f));
}
