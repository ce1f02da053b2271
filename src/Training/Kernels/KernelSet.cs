using System.Runtime.Intrinsics;

namespace DropoutSweep.Training.Kernels;

/// <summary>Chooses the kernels for this processor: the widest vectors it handles in hardware.</summary>
internal static class KernelSet
{
    /// <summary>The widest.</summary>
    public static IKernels Best { get; } = Create();

    private static IKernels Create()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return new VectorKernels<Simd512, Vector512<float>, Vector512<uint>>();
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return new VectorKernels<Simd256, Vector256<float>, Vector256<uint>>();
        }

        return new VectorKernels<Simd128, Vector128<float>, Vector128<uint>>();
    }
}
