using System.Runtime.Intrinsics;
using DropoutSweep.Training.Kernels;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>The kernels at each vector width.</summary>
internal static class Widths
{
    /// <summary>Around every vector, granule and panel edge.</summary>
    public static readonly int[] Sizes = [1, 3, 15, 16, 17, 31, 33, 47, 48, 49, 63, 64, 65, 100, 128, 130];

    /// <summary>More rows than two tiles; every remainder of a tile is below it.</summary>
    public const int MostRows = 13;

    public static TheoryData<int> All => [128, 256, 512];

    /// <summary>The kernels of a width; skips the calling test where the processor has no such vectors.</summary>
    public static IKernels Kernels(int bits)
    {
        Require(bits);
        return bits switch
        {
            128 => new VectorKernels<Simd128, Vector128<float>, Vector128<uint>>(),
            256 => new VectorKernels<Simd256, Vector256<float>, Vector256<uint>>(),
            512 => new VectorKernels<Simd512, Vector512<float>, Vector512<uint>>(),
            _ => throw new ArgumentOutOfRangeException(nameof(bits)),
        };
    }

    /// <summary>Skips the calling test where the processor has no vectors of a width. Narrower ones the runtime can always emulate.</summary>
    public static void Require(int bits) =>
        Assert.SkipWhen(bits == 512 && !Vector512.IsHardwareAccelerated, "This processor has no 512-bit vectors, or they are switched off.");
}
