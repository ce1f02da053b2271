namespace DropoutSweep.Training.Kernels;

/// <summary>The number 6.</summary>
internal readonly struct Constant6 : IConstant
{
    public static int Value => 6;
}
