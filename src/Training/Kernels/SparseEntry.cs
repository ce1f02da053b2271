using System.Runtime.InteropServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>An element of a sparse matrix that is not zero.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SparseEntry
{
    /// <summary>Where it is along the other axis: the column in a list by row, the row in a list by column.</summary>
    public int Index;

    /// <summary>Its value.</summary>
    public float Value;
}
