using System.Runtime.CompilerServices;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Activations;

/// <summary>tanh x; the derivative is 1 − h².</summary>
internal readonly struct TanhActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Forward<TSimd, TF, TU>(TF sum)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
        => VectorMath<TSimd, TF, TU>.Tanh(sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Backward<TSimd, TF, TU>(TF gradient, TF activated)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
        => TSimd.Multiply(gradient, TSimd.Subtract(TSimd.Broadcast(1f), TSimd.Multiply(activated, activated)));
}
