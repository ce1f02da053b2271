namespace DropoutSweep.Training.Kernels;

/// <summary>The number 1.</summary>
internal readonly struct Constant1 : IConstant
{
    public static int Value => 1;
}
