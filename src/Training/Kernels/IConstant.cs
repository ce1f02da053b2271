namespace DropoutSweep.Training.Kernels;

/// <summary>A number as a type, so that a kernel compiled for it has no branch left that asks.</summary>
internal interface IConstant
{
    static abstract int Value { get; }
}
