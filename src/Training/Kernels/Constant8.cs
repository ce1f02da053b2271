namespace DropoutSweep.Training.Kernels;

/// <summary>The number 8.</summary>
internal readonly struct Constant8 : IConstant
{
    public static int Value => 8;
}
