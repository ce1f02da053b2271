using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>Room for one tile's sums on the stack, aligned so that no vector crosses a cache line.</summary>
internal static unsafe class TileSums
{
    private const int LineFloats = 16;

    /// <summary>Floats to reserve: six rows of a panel, and what alignment may skip.</summary>
    public const int Room = (6 * PanelView.PanelColumns) + LineFloats;

    /// <summary>The first aligned float of a reserved room.</summary>
    public static float* Align(Span<float> room)
    {
        var address = (nint)Unsafe.AsPointer(ref room[0]);
        return (float*)((address + (LineFloats * sizeof(float)) - 1) & ~(nint)((LineFloats * sizeof(float)) - 1));
    }
}
