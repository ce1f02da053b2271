using System.Runtime.Intrinsics.X86;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training;

/// <summary>What of the processor training uses; of influence on speed, never on results.</summary>
public static class VectorHardware
{
    /// <summary>Bits of the vectors that training works in: 128, 256 or 512.</summary>
    public static int VectorBits => KernelSet.Best.VectorBits;

    /// <summary>Whether fused multiply-add is an instruction; when it is not, training is right but slow.</summary>
    public static bool FusedMultiplyAdd => Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported;
}
