using System.Runtime.CompilerServices;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Activations;

/// <summary>1 / (1 + e^-x); the derivative is h (1 − h).</summary>
internal readonly struct SigmoidActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Forward<TSimd, TF, TU>(TF sum)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
        => VectorMath<TSimd, TF, TU>.Sigmoid(sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TF Backward<TSimd, TF, TU>(TF gradient, TF activated)
        where TSimd : struct, ISimd<TF, TU>
        where TF : struct
        where TU : struct
        => TSimd.Multiply(gradient, TSimd.Multiply(activated, TSimd.Subtract(TSimd.Broadcast(1f), activated)));
}
