using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// A batch of samples that are mostly zero, as lists of what is not: by row for the forward step, by column for
/// the weight gradient. Lists are ascending, so that sums take their terms in the same order as dense ones; a
/// term left out would have added a zero, which changes nothing.
/// </summary>
internal sealed unsafe class SparseBatch
{
    /// <summary>Columns of a block: rows are cut so that a block's weights stay in the first-level cache.</summary>
    public const int BlockColumns = 128;

    private const int PrefetchRows = 4;

    private readonly int[] _rowStarts;
    private readonly int[] _columnStarts;
    private readonly ColumnCounts? _counts;
    private readonly SparseEntry[] _byRow;
    private readonly SparseEntry[] _byColumn;

    /// <param name="rows">Most rows of a batch.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="live">The columns that are ever anything but zero, ascending; null for lists by row alone.</param>
    public SparseBatch(int rows, int columns, int[]? live)
    {
        Columns = columns;
        Live = live ?? [];
        Blocks = (columns + BlockColumns - 1) / BlockColumns;
        var capacity = checked(rows * columns);
        _rowStarts = GC.AllocateArray<int>((rows * Blocks) + 1, pinned: true);
        _columnStarts = live is null ? [] : GC.AllocateArray<int>(columns + 2, pinned: true);
        _counts = live is null ? null : new ColumnCounts(columns);
        _byRow = GC.AllocateUninitializedArray<SparseEntry>(capacity + SparseLister.Overrun, pinned: true);
        _byColumn = live is null ? [] : GC.AllocateUninitializedArray<SparseEntry>(capacity, pinned: true);
    }

    /// <summary>Bytes of one of a batch's two lists.</summary>
    public static long Bytes(int rows, int columns) => (long)sizeof(SparseEntry) * rows * columns;

    public int Columns { get; }

    /// <summary>The columns that are ever anything but zero, ascending.</summary>
    public int[] Live { get; }

    /// <summary>Blocks of a row.</summary>
    public int Blocks { get; }

    /// <summary>Rows in use.</summary>
    public int Rows { get; private set; }

    /// <summary>Entries of all rows together.</summary>
    public int Count => _rowStarts[Rows * Blocks];

    /// <summary>Entries by row: block b of row r is at RowStarts[r · Blocks + b] up to the next start.</summary>
    public SparseEntry* ByRow => (SparseEntry*)Unsafe.AsPointer(ref _byRow[0]);

    public int* RowStarts => (int*)Unsafe.AsPointer(ref _rowStarts[0]);

    /// <summary>Entries by column: column c is at ColumnStarts[c] up to ColumnStarts[c + 1].</summary>
    public SparseEntry* ByColumn => (SparseEntry*)Unsafe.AsPointer(ref _byColumn[0]);

    public int* ColumnStarts => (int*)Unsafe.AsPointer(ref _columnStarts[0]);

    /// <summary>Gathers samples by row: every pixel that is not zero, times <paramref name="scale"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(ReadOnlySpan<byte> pixels, int features, ReadOnlySpan<int> order, float scale)
    {
        Rows = order.Length;
        var starts = RowStarts;
        var entry = ByRow;
        var counts = _counts;
        counts?.Clear();
        var step = StretchLister.IsSupported ? StretchLister.MostBytes : SparseLister.MostBytes;
        var room = stackalloc byte[StretchLister.MostBytes];
        fixed (byte* first = pixels)
        {
            var end = first + pixels.Length;
            for (var row = 0; row < order.Length; row++)
            {
                if (row + PrefetchRows < order.Length)
                {
                    // Samples lie anywhere in memory: each is asked for a few rows before its turn.
                    CacheLines.Fetch(first + ((nint)order[row + PrefetchRows] * features), features);
                }

                var source = first + ((nint)order[row] * features);
                for (var column = 0; column < features; column += step)
                {
                    var pixel = source + column;
                    var width = Math.Min(step, features - column);
                    var read = SparseLister.WholeChunks(width);
                    if (end - pixel < read)
                    {
                        // The end of the data: a whole vector would read past it.
                        new Span<byte>(room, read).Clear();
                        new Span<byte>(pixel, (int)(end - pixel)).CopyTo(new Span<byte>(room, read));
                        pixel = room;
                    }

                    if (StretchLister.IsSupported)
                    {
                        entry = StretchLister.List(pixel, width, column, scale, counts is null ? null : counts.At(column), starts, (int)(entry - ByRow), entry);
                        starts += (width + BlockColumns - 1) / BlockColumns;
                        continue;
                    }

                    if (column % BlockColumns == 0)
                    {
                        *starts++ = (int)(entry - ByRow);
                    }

                    counts?.Add(pixel, column);
                    entry = SparseLister.List(pixel, width, column, scale, entry);
                }

                counts?.EndRow();
            }
        }

        *starts = (int)(entry - ByRow);
    }

    /// <summary>Lists by row what is not zero in the first <paramref name="rows"/> rows of a dense matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(PanelView matrix, int rows)
    {
        Rows = rows;
        var starts = RowStarts;
        var entry = ByRow;
        _counts?.Clear();
        for (nint row = 0; row < rows; row++)
        {
            for (var panel = 0; panel < matrix.Panels; panel++)
            {
                if (panel * PanelView.PanelColumns % BlockColumns == 0)
                {
                    *starts++ = (int)(entry - ByRow);
                }

                var width = matrix.Width(panel);
                var source = matrix.Panel(panel) + (row * width);
                _counts?.Add(source, width, panel * PanelView.PanelColumns);
                entry = SparseLister.List(source, width, panel * PanelView.PanelColumns, entry);
            }
        }

        *starts = (int)(entry - ByRow);
    }

    /// <summary>Multiplies every entry by its element of a dense matrix: dropout of the inputs.</summary>
    public void MultiplyBy(PanelView masks)
    {
        for (var row = 0; row < Rows; row++)
        {
            var end = RowStarts[(row + 1) * Blocks];
            for (var i = RowStarts[row * Blocks]; i < end; i++)
            {
                ByRow[i].Value *= masks.At(row, ByRow[i].Index);
            }
        }
    }

    /// <summary>Multiplies every entry.</summary>
    public void Scale(float factor)
    {
        var end = RowStarts[Rows * Blocks];
        for (var i = 0; i < end; i++)
        {
            ByRow[i].Value *= factor;
        }
    }

    /// <summary>Makes the lists by column from those by row: a counting sort, counted as they were gathered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SortByColumn()
    {
        // Starts are kept one place further on while they serve as cursors, and come right by themselves.
        var cursors = ColumnStarts + 1;
        _counts!.WriteStarts(new Span<int>(cursors, Columns));
        ColumnStarts[0] = 0;
        var entries = ByRow;
        var result = ByColumn;
        var entry = entries;
        for (var row = 0; row < Rows; row++)
        {
            for (var end = entries + RowStarts[(row + 1) * Blocks]; entry < end; entry++)
            {
                var target = result + cursors[entry->Index]++;
                target->Index = row;
                target->Value = entry->Value;
            }
        }
    }
}
