namespace DropoutSweep.Training.Kernels;

/// <summary>The number 0.</summary>
internal readonly struct Constant0 : IConstant
{
    public static int Value => 0;
}
