using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// Counts, column by column, what is not zero while rows go by. Bytes are counted in bytes, as many columns at a time as a
/// vector holds, and in whole numbers before bytes overflow; floats in whole numbers.
/// </summary>
internal sealed unsafe class ColumnCounts
{
    private readonly byte[] _bytes;
    private readonly int[] _carried;
    private readonly int _columns;
    private int _rows;

    /// <param name="columns">Columns.</param>
    public ColumnCounts(int columns)
    {
        _columns = columns;

        // Bytes are counted 64 at a time, whether or not a row has as many left.
        var vectors = (columns + SparseLister.MostBytes - 1) / SparseLister.MostBytes;
        _bytes = GC.AllocateArray<byte>(vectors * SparseLister.MostBytes, pinned: true);
        _carried = GC.AllocateArray<int>(PanelView.PaddedColumns(columns), pinned: true);
    }

    /// <summary>Starts again from nothing.</summary>
    public void Clear()
    {
        _bytes.AsSpan().Clear();
        _carried.AsSpan().Clear();
        _rows = 0;
    }

    /// <summary>Counts 64 bytes of a row, from a column on that is a multiple of 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(byte* source, int column)
    {
        // Each lane of the comparison is -1 or 0.
        var present = ~Vector512.Equals(Vector512.Load(source), Vector512<byte>.Zero);
        var counts = At(column);
        Vector512.Store(Vector512.Load(counts) - present, counts);
    }

    /// <summary>Counts so many floats of a row, a multiple of 16, from a column on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* source, int width, int column)
    {
        var counts = (int*)Unsafe.AsPointer(ref _carried[0]) + column;
        for (var i = 0; i < width; i += Vector512<float>.Count)
        {
            var present = ~Vector512.Equals(Vector512.Load(source + i), Vector512<float>.Zero);
            Vector512.Store(Vector512.Load(counts + i) - present.AsInt32(), counts + i);
        }
    }

    /// <summary>
    /// Where a column and those after it are counted, for bytes that are compared anyway: each row adds 1 or nothing to each.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* At(int column) => (byte*)Unsafe.AsPointer(ref _bytes[0]) + column;

    /// <summary>To be called after each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EndRow()
    {
        if (++_rows % byte.MaxValue == 0)
        {
            Carry();
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
            start += _carried[column] + _bytes[column];
        }
    }

    private void Carry()
    {
        for (var column = 0; column < _columns; column++)
        {
            _carried[column] += _bytes[column];
        }

        _bytes.AsSpan().Clear();
    }
}
