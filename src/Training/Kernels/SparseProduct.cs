using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// Matrix products with a sparse left side: the same sums in the same order as the dense ones, less the terms
/// whose factor is zero. Columns go by in chunks of up to four vectors.
/// </summary>
internal static unsafe class SparseProduct<TSimd, TF, TU>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    private const int ChunkVectors = 4;

    // Deltas of many more rows than this, two panels wide, leave the first-level cache.
    private const int PairedRows = 48;

    // The beginning of the next column's list, of some two dozen entries in a batch of 128 digits.
    private const int ListAhead = 3 * CacheLines.Bytes;

    private static int ChunkColumns => ChunkVectors * TSimd.Lanes;

    // Where a chunk is a whole panel, the next panel is the second chunk, however narrow.
    private static bool PairsPanels => ChunkColumns == PanelView.PanelColumns;

    /// <summary>result = a · b, [rows × K] · [K × N].</summary>
    /// <param name="a">The left matrix by row.</param>
    /// <param name="b">The right matrix.</param>
    /// <param name="sums">Room for the sums, [rows × N]; the epilogue may write its result over them.</param>
    /// <param name="epilogue">Takes the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverColumns<TEpilogue>(SparseBatch a, PanelView b, PanelView sums, ref TEpilogue epilogue)
        where TEpilogue : struct, ITileEpilogue
    {
        for (var panel = 0; panel < b.Panels; panel++)
        {
            var width = b.Width(panel);
            var data = b.Panel(panel);
            var target = sums.Panel(panel);
            if (PairsPanels && panel + 1 < b.Panels)
            {
                RowsOfPair(a, data, b.Panel(panel + 1), b.Width(panel + 1), target, sums.Panel(panel + 1));
                epilogue.BeginPanel(panel);
                epilogue.Take(0, a.Rows, 0, width, target);
                panel++;
            }
            else
            {
                RowsOfPanel(a, data, width, target);
            }

            epilogue.BeginPanel(panel);
            epilogue.Take(0, a.Rows, 0, b.Width(panel), sums.Panel(panel));
        }
    }

    /// <summary>result = aᵀ · b, [K × rows] · [rows × N].</summary>
    /// <param name="a">The left matrix by column.</param>
    /// <param name="b">The right matrix.</param>
    /// <param name="liveOnly">Whether rows of the result whose column of a is always zero are left out.</param>
    /// <param name="epilogue">Takes the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverRows<TEpilogue>(SparseBatch a, PanelView b, bool liveOnly, ref TEpilogue epilogue)
        where TEpilogue : struct, ITileEpilogue
    {
        var sums = TileSums.Align(stackalloc float[TileSums.Room]);
        for (var panel = 0; panel < b.Panels; panel++)
        {
            epilogue.BeginPanel(panel);
            var width = b.Width(panel);
            var data = b.Panel(panel);
            if (PairsPanels && a.Rows <= PairedRows && panel + 1 < b.Panels)
            {
                var next = epilogue;
                panel++;
                next.BeginPanel(panel);
                ColumnsOfPair(a, data, b.Panel(panel), b.Width(panel), liveOnly, sums, ref epilogue, ref next);
                continue;
            }

            for (var column = 0; column < width;)
            {
                var vectors = Math.Min(2 * ChunkVectors, (width - column) / TSimd.Lanes);
                switch (vectors)
                {
                    case 1:
                        Columns<Constant1, Constant0, TEpilogue>(a, data + column, width, liveOnly, column, sums, ref epilogue);
                        break;
                    case 2:
                        Columns<Constant2, Constant0, TEpilogue>(a, data + column, width, liveOnly, column, sums, ref epilogue);
                        break;
                    case 3:
                        Columns<Constant3, Constant0, TEpilogue>(a, data + column, width, liveOnly, column, sums, ref epilogue);
                        break;
                    case 2 * ChunkVectors:
                        Columns<Constant4, Constant4, TEpilogue>(a, data + column, width, liveOnly, column, sums, ref epilogue);
                        break;
                    default:
                        vectors = ChunkVectors;
                        Columns<Constant4, Constant0, TEpilogue>(a, data + column, width, liveOnly, column, sums, ref epilogue);
                        break;
                }

                column += vectors * TSimd.Lanes;
            }
        }
    }

    private static void RowsOfPair(SparseBatch a, float* b, float* second, int secondWidth, float* sums, float* secondSums)
    {
        const int Width = PanelView.PanelColumns;
        switch (secondWidth / TSimd.Lanes)
        {
            case 1:
                Rows<Constant4, Constant1>(a, b, Width, second, secondWidth, sums, secondSums);
                break;
            case 2:
                Rows<Constant4, Constant2>(a, b, Width, second, secondWidth, sums, secondSums);
                break;
            case 3:
                Rows<Constant4, Constant3>(a, b, Width, second, secondWidth, sums, secondSums);
                break;
            default:
                Rows<Constant4, Constant4>(a, b, Width, second, secondWidth, sums, secondSums);
                break;
        }
    }

    private static void ColumnsOfPair<TEpilogue>(SparseBatch a, float* b, float* second, int secondWidth, bool liveOnly, float* sums, ref TEpilogue epilogue, ref TEpilogue secondEpilogue)
        where TEpilogue : struct, ITileEpilogue
    {
        switch (secondWidth / TSimd.Lanes)
        {
            case 1:
                PanelPair<Constant1, TEpilogue>(a, b, second, liveOnly, sums, ref epilogue, ref secondEpilogue);
                break;
            case 2:
                PanelPair<Constant2, TEpilogue>(a, b, second, liveOnly, sums, ref epilogue, ref secondEpilogue);
                break;
            case 3:
                PanelPair<Constant3, TEpilogue>(a, b, second, liveOnly, sums, ref epilogue, ref secondEpilogue);
                break;
            default:
                PanelPair<Constant4, TEpilogue>(a, b, second, liveOnly, sums, ref epilogue, ref secondEpilogue);
                break;
        }
    }

    private static void RowsOfPanel(SparseBatch a, float* b, int width, float* sums)
    {
        for (var column = 0; column < width;)
        {
            var vectors = (width - column) / TSimd.Lanes;
            var data = b + column;
            var target = sums + column;
            switch (vectors)
            {
                case 1:
                    Rows<Constant1, Constant0>(a, data, width, data, width, target, target);
                    return;
                case 2:
                    Rows<Constant2, Constant0>(a, data, width, data, width, target, target);
                    return;
                case 3:
                    Rows<Constant3, Constant0>(a, data, width, data, width, target, target);
                    return;
                case >= 2 * ChunkVectors:
                    Rows<Constant4, Constant4>(a, data, width, data + ChunkColumns, width, target, target + ChunkColumns);
                    column += 2 * ChunkColumns;
                    break;
                default:
                    Rows<Constant4, Constant0>(a, data, width, data, width, target, target);
                    column += ChunkColumns;
                    break;
            }
        }
    }

    // Block by block of columns, all rows: a block's weights are read once into the first-level cache and then
    // serve every row. Sums wait in memory between blocks, as exact as in registers. A second chunk has pointers and
    // a stride of its own, for it may lie in the next panel: eight chains of sums keep the arithmetic busy, four do not.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TVectors, TSecond>(SparseBatch a, float* b, nint stride, float* second, nint secondStride, float* sums, float* secondSums)
        where TVectors : struct, IConstant
        where TSecond : struct, IConstant
    {
        var entries = a.ByRow;
        var blocks = a.Blocks;
        var fetched = (SparseBatch.BlockColumns + a.Rows - 1) / a.Rows;
        for (var block = 0; block < blocks; block++)
        {
            // While a block's weights serve, the next block's come nearer, a few with every row.
            var later = SparseBatch.BlockColumns * (block + 1);
            var last = Math.Min(a.Columns, later + SparseBatch.BlockColumns);
            var starts = a.RowStarts + block;
            var waiting = sums;
            var secondWaiting = secondSums;
            for (var row = 0; row < a.Rows; row++, starts += blocks, waiting += stride, secondWaiting += secondStride)
            {
                for (var until = Math.Min(last, later + fetched); later < until; later++)
                {
                    CacheLines.FetchForLater(b + (later * stride), TVectors.Value * TSimd.Lanes * sizeof(float));
                    if (TSecond.Value > 0)
                    {
                        CacheLines.FetchForLater(second + (later * secondStride), TSecond.Value * TSimd.Lanes * sizeof(float));
                    }
                }

                var entry = entries + starts[0];
                var end = entries + starts[1];
                if (block > 0 && entry == end)
                {
                    continue;
                }

                TF c0 = default, c1 = default, c2 = default, c3 = default;
                TF d0 = default, d1 = default, d2 = default, d3 = default;
                if (block > 0)
                {
                    VectorRow<TSimd, TF, TU>.Load<TVectors>(waiting, ref c0, ref c1, ref c2, ref c3);
                    if (TSecond.Value > 0)
                    {
                        VectorRow<TSimd, TF, TU>.Load<TSecond>(secondWaiting, ref d0, ref d1, ref d2, ref d3);
                    }
                }

                for (; entry < end; entry++)
                {
                    var x = TSimd.Broadcast(entry->Value);
                    MultiplyAdd<TVectors>(x, b + (entry->Index * stride), ref c0, ref c1, ref c2, ref c3);
                    if (TSecond.Value > 0)
                    {
                        MultiplyAdd<TSecond>(x, second + (entry->Index * secondStride), ref d0, ref d1, ref d2, ref d3);
                    }
                }

                VectorRow<TSimd, TF, TU>.Store<TVectors>(waiting, c0, c1, c2, c3);
                if (TSecond.Value > 0)
                {
                    VectorRow<TSimd, TF, TU>.Store<TSecond>(secondWaiting, d0, d1, d2, d3);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns<TVectors, TSecond, TEpilogue>(SparseBatch a, float* b, nint stride, bool liveOnly, int column, float* sums, ref TEpilogue epilogue)
        where TVectors : struct, IConstant
        where TSecond : struct, IConstant
        where TEpilogue : struct, ITileEpilogue
    {
        var columns = (TVectors.Value + TSecond.Value) * TSimd.Lanes;
        var entries = a.ByColumn;
        var ends = a.ColumnEnds;
        var count = liveOnly ? a.Live.Length : a.Columns;
        for (var i = 0; i < count; i++)
        {
            var k = liveOnly ? a.Live[i] : i;
            CacheLines.Fetch(entries + ((k + 1) * (nint)a.ColumnStride), ListAhead);
            epilogue.Expect(k, 1, column, columns);
            TF c0 = default, c1 = default, c2 = default, c3 = default;
            TF d0 = default, d1 = default, d2 = default, d3 = default;
            var end = entries + ends[k];
            for (var entry = entries + (k * (nint)a.ColumnStride); entry < end; entry++)
            {
                var x = TSimd.Broadcast(entry->Value);
                var deltas = b + (entry->Index * stride);
                MultiplyAdd<TVectors>(x, deltas, ref c0, ref c1, ref c2, ref c3);
                if (TSecond.Value > 0)
                {
                    MultiplyAdd<TSecond>(x, deltas + ChunkColumns, ref d0, ref d1, ref d2, ref d3);
                }
            }

            VectorRow<TSimd, TF, TU>.Store<TVectors>(sums, c0, c1, c2, c3);
            if (TSecond.Value > 0)
            {
                VectorRow<TSimd, TF, TU>.Store<TSecond>(sums + ChunkColumns, d0, d1, d2, d3);
            }

            epilogue.Take(k, 1, column, columns, sums);
        }
    }

    /// <summary>A whole panel and the one after it at a time, each with an epilogue of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PanelPair<TSecond, TEpilogue>(SparseBatch a, float* b, float* second, bool liveOnly, float* sums, ref TEpilogue epilogue, ref TEpilogue secondEpilogue)
        where TSecond : struct, IConstant
        where TEpilogue : struct, ITileEpilogue
    {
        var secondColumns = TSecond.Value * TSimd.Lanes;
        var entries = a.ByColumn;
        var ends = a.ColumnEnds;
        var count = liveOnly ? a.Live.Length : a.Columns;
        for (var i = 0; i < count; i++)
        {
            var k = liveOnly ? a.Live[i] : i;
            CacheLines.Fetch(entries + ((k + 1) * (nint)a.ColumnStride), ListAhead);
            epilogue.Expect(k, 1, 0, ChunkColumns);
            secondEpilogue.Expect(k, 1, 0, secondColumns);
            TF c0 = default, c1 = default, c2 = default, c3 = default;
            TF d0 = default, d1 = default, d2 = default, d3 = default;
            var end = entries + ends[k];
            for (var entry = entries + (k * (nint)a.ColumnStride); entry < end; entry++)
            {
                var x = TSimd.Broadcast(entry->Value);
                MultiplyAdd<Constant4>(x, b + (entry->Index * (nint)PanelView.PanelColumns), ref c0, ref c1, ref c2, ref c3);
                MultiplyAdd<TSecond>(x, second + (entry->Index * (nint)secondColumns), ref d0, ref d1, ref d2, ref d3);
            }

            // All sums are stored before the first call: what lives across a call would live in memory all along.
            VectorRow<TSimd, TF, TU>.Store<Constant4>(sums, c0, c1, c2, c3);
            VectorRow<TSimd, TF, TU>.Store<TSecond>(sums + ChunkColumns, d0, d1, d2, d3);
            epilogue.Take(k, 1, 0, ChunkColumns, sums);
            secondEpilogue.Take(k, 1, 0, secondColumns, sums + ChunkColumns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(TF x, float* b, ref TF c0, ref TF c1, ref TF c2, ref TF c3)
        where TVectors : struct, IConstant
    {
        c0 = TSimd.Fma(x, TSimd.Load(b), c0);
        c1 = TVectors.Value > 1 ? TSimd.Fma(x, TSimd.Load(b + TSimd.Lanes), c1) : c1;
        c2 = TVectors.Value > 2 ? TSimd.Fma(x, TSimd.Load(b + (2 * TSimd.Lanes)), c2) : c2;
        c3 = TVectors.Value > 3 ? TSimd.Fma(x, TSimd.Load(b + (3 * TSimd.Lanes)), c3) : c3;
    }
}
