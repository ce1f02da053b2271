using System.Runtime.CompilerServices;
using DropoutSweep.Training.Memory;

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

    // A line of the cache between columns: batches are often of a power of two, and such a stride would crowd columns into a few sets of it.
    private const int Apart = 8;

    private readonly int[] _rowStarts;
    private readonly int[] _columnEnds;
    private readonly SparseEntry[] _byRow;
    private readonly SparseEntry[] _byColumn;

    /// <param name="rows">Most rows of a batch.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="live">The columns that are ever anything but zero, ascending; null for lists by row alone.</param>
    /// <param name="stock">Where its storage may come from; null for new memory.</param>
    public SparseBatch(int rows, int columns, int[]? live, ArrayStock? stock = null)
    {
        Columns = columns;
        Live = live ?? [];
        Blocks = BlocksOf(columns);
        ColumnStride = rows + Apart;
        _rowStarts = ArrayStock.TakeCleared<int>(stock, (rows * Blocks) + 1);
        _columnEnds = live is null ? [] : ArrayStock.TakeCleared<int>(stock, columns);
        _byRow = ArrayStock.Take<SparseEntry>(stock, checked((rows * columns) + SparseLister.Overrun));
        _byColumn = live is null ? [] : ArrayStock.Take<SparseEntry>(stock, checked(ColumnStride * columns));
    }

    /// <summary>Blocks of a row of so many columns.</summary>
    public static int BlocksOf(int columns) => (columns + BlockColumns - 1) / BlockColumns;

    /// <summary>Bytes of a batch's lists by row.</summary>
    public static long Bytes(int rows, int columns) => (long)sizeof(SparseEntry) * rows * columns;

    /// <summary>Bytes of a batch's lists by row and by column.</summary>
    public static long BytesOfBoth(int rows, int columns) => Bytes(rows, columns) + Bytes(rows + Apart, columns);

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

    /// <summary>Entries by column: column c is at c · <see cref="ColumnStride"/> up to <see cref="ColumnEnds"/>[c].</summary>
    public SparseEntry* ByColumn => (SparseEntry*)Unsafe.AsPointer(ref _byColumn[0]);

    /// <summary>Entries that a column has room for, and some more.</summary>
    public int ColumnStride { get; }

    public int* ColumnEnds => (int*)Unsafe.AsPointer(ref _columnEnds[0]);

    /// <summary>Gathers samples by row: every pixel that is not zero, times <paramref name="scale"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(PixelLists samples, ReadOnlySpan<int> order, float scale)
    {
        Rows = order.Length;
        var starts = RowStarts;
        var entry = ByRow;
        for (var row = 0; row < order.Length; row++)
        {
            // Samples lie anywhere in memory: where a list is, and then the list, is asked for a few rows before its turn.
            if (row + (2 * PrefetchRows) < order.Length)
            {
                samples.FetchStart(order[row + (2 * PrefetchRows)]);
            }

            if (row + PrefetchRows < order.Length)
            {
                samples.Fetch(order[row + PrefetchRows]);
            }

            entry = samples.Unpack(order[row], scale, starts, (int)(entry - ByRow), entry);
            starts += Blocks;
        }

        *starts = (int)(entry - ByRow);
        GC.KeepAlive(samples);
    }

    /// <summary>Lists by row what is not zero in the first <paramref name="rows"/> rows of a dense matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(PanelView matrix, int rows)
    {
        Rows = rows;
        var starts = RowStarts;
        var entry = ByRow;
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

    /// <summary>Makes the lists by column from those by row. Each column has a place for every row, so that nothing need be counted before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void SortByColumn()
    {
        var ends = ColumnEnds;
        for (int column = 0, start = 0; column < Columns; column++, start += ColumnStride)
        {
            ends[column] = start;
        }

        var entries = ByRow;
        var result = ByColumn;
        var entry = entries;
        for (var row = 0; row < Rows; row++)
        {
            for (var end = entries + RowStarts[(row + 1) * Blocks]; entry < end; entry++)
            {
                var target = result + ends[entry->Index]++;
                target->Index = row;
                target->Value = entry->Value;
            }
        }
    }
}
