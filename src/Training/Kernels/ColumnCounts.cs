using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutSweep.Training.Kernels;

/// <summary>Counts, column by column, what is not zero in a batch: entries that are listed, or floats as they go by.</summary>
internal sealed unsafe class ColumnCounts
{
    private readonly int[] _counts;

    /// <param name="columns">Columns.</param>
    public ColumnCounts(int columns) => _counts = GC.AllocateArray<int>(PanelView.PaddedColumns(columns), pinned: true);

    private int* Counts => (int*)Unsafe.AsPointer(ref _counts[0]);

    /// <summary>Starts again from nothing.</summary>
    public void Clear() => _counts.AsSpan().Clear();

    /// <summary>Counts a batch's entries by row, and nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Count(SparseEntry* entry, SparseEntry* end)
    {
        Clear();
        for (var counts = Counts; entry < end; entry++)
        {
            counts[entry->Index]++;
        }
    }

    /// <summary>Counts so many floats of a row, a multiple of 16, from a column on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* source, int width, int column)
    {
        var counts = Counts + column;
        for (var i = 0; i < width; i += Vector512<float>.Count)
        {
            var present = ~Vector512.Equals(Vector512.Load(source + i), Vector512<float>.Zero);

            // Each lane of the comparison is -1 or 0.
            Vector512.Store(Vector512.Load(counts + i) - present.AsInt32(), counts + i);
        }
    }

    /// <summary>Where each column's list starts when the lists follow one another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void WriteStarts(Span<int> starts)
    {
        var start = 0;
        for (var column = 0; column < starts.Length; column++)
        {
            starts[column] = start;
            start += _counts[column];
        }
    }
}
