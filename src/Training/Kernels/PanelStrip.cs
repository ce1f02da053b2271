using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>Columns of a panel that a product will read soon: so few that each row of them is a line of the cache.</summary>
/// <param name="first">The strip's first element; null for none.</param>
/// <param name="stride">Floats from one row to the next.</param>
/// <param name="rows">Its rows.</param>
internal unsafe struct PanelStrip(float* first, nint stride, int rows)
{
    private float* _next = first;
    private int _left = first == null ? 0 : rows;

    /// <summary>How many rows to fetch at a time, to have all of them after so many times.</summary>
    public readonly int PartOf(int times) => (_left + times - 1) / times;

    /// <summary>Fetches so many rows, or what is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(int count)
    {
        for (var end = Math.Max(0, _left - count); _left > end; _left--, _next += stride)
        {
            CacheLines.FetchForLater(_next);
        }
    }
}
