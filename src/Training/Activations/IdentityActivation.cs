using System.Runtime.CompilerServices;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Activations;

/// <summary>x; the derivative is 1.</summary>
internal readonly struct IdentityActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Forward<TSimd, TF, TU>(TF sum)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
        => sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Backward<TSimd, TF, TU>(TF gradient, TF activated)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
        => gradient;
}
