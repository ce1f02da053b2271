namespace DropoutSweep.Training.Kernels;

/// <summary>The number 3.</summary>
internal readonly struct Constant3 : IConstant
{
    public static int Value => 3;
}
