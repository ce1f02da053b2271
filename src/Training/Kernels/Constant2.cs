namespace DropoutSweep.Training.Kernels;

/// <summary>The number 2.</summary>
internal readonly struct Constant2 : IConstant
{
    public static int Value => 2;
}
