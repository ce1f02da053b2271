namespace DropoutSweep.Training.Kernels;

/// <summary>The number 4.</summary>
internal readonly struct Constant4 : IConstant
{
    public static int Value => 4;
}
