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

    // Deltas of more rows than this, two chunks wide, leave the first-level cache.
    private const int PairedRows = 48;

    private static int ChunkColumns => ChunkVectors * TSimd.Lanes;

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
            if (ChunkColumns == PanelView.PanelColumns && IsFullPair(b, panel))
            {
                Rows<Constant8>(a, data, b.Panel(panel + 1), width, target, sums.Panel(panel + 1));
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
            if (ChunkColumns == PanelView.PanelColumns && a.Rows <= PairedRows && IsFullPair(b, panel))
            {
                var next = epilogue;
                panel++;
                next.BeginPanel(panel);
                PanelPairs(a, data, b.Panel(panel), liveOnly, sums, ref epilogue, ref next);
                continue;
            }

            for (var column = 0; column < width;)
            {
                var vectors = Math.Min(ChunkVectors, (width - column) / TSimd.Lanes);
                switch (vectors)
                {
                    case 1:
                        Columns<Constant1, TEpilogue>(a, data + column, width, liveOnly, column, sums, ref epilogue);
                        break;
                    case 2:
                        Columns<Constant2, TEpilogue>(a, data + column, width, liveOnly, column, sums, ref epilogue);
                        break;
                    case 3:
                        Columns<Constant3, TEpilogue>(a, data + column, width, liveOnly, column, sums, ref epilogue);
                        break;
                    default:
                        Columns<Constant4, TEpilogue>(a, data + column, width, liveOnly, column, sums, ref epilogue);
                        break;
                }

                column += vectors * TSimd.Lanes;
            }
        }
    }

    private static bool IsFullPair(PanelView matrix, int panel) =>
        panel + 1 < matrix.Panels && matrix.Width(panel + 1) == PanelView.PanelColumns;

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
                    Rows<Constant1>(a, data, data, width, target, target);
                    return;
                case 2:
                    Rows<Constant2>(a, data, data, width, target, target);
                    return;
                case 3:
                    Rows<Constant3>(a, data, data, width, target, target);
                    return;
                case >= 2 * ChunkVectors:
                    Rows<Constant8>(a, data, data + ChunkColumns, width, target, target + ChunkColumns);
                    column += 2 * ChunkColumns;
                    break;
                default:
                    Rows<Constant4>(a, data, data, width, target, target);
                    column += ChunkColumns;
                    break;
            }
        }
    }

    // Block by block of columns, all rows: a block's weights are read once into the first-level cache and then
    // serve every row. Sums wait in memory between blocks, as exact as in registers. Eight vectors are two chunks
    // of four: the second has pointers of its own, for it may lie in the next panel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TVectors>(SparseBatch a, float* b, float* second, nint stride, float* sums, float* secondSums)
        where TVectors : struct, IConstant
    {
        var entries = a.ByRow;
        var blocks = a.Blocks;
        var between = (nint)(second - b);
        var betweenSums = (nint)(secondSums - sums);
        for (var block = 0; block < blocks; block++)
        {
            var starts = a.RowStarts + block;
            var waiting = sums;
            for (var row = 0; row < a.Rows; row++, starts += blocks, waiting += stride)
            {
                var entry = entries + starts[0];
                var end = entries + starts[1];
                TF c0 = default, c1 = default, c2 = default, c3 = default;
                TF d0 = default, d1 = default, d2 = default, d3 = default;
                if (block > 0)
                {
                    VectorRow<TSimd, TF, TU>.Load<TVectors>(waiting, ref c0, ref c1, ref c2, ref c3);
                    if (TVectors.Value == 2 * ChunkVectors)
                    {
                        VectorRow<TSimd, TF, TU>.Load<Constant4>(waiting + betweenSums, ref d0, ref d1, ref d2, ref d3);
                    }
                }

                for (; entry < end; entry++)
                {
                    var x = TSimd.Broadcast(entry->Value);
                    var weights = b + (entry->Index * stride);
                    MultiplyAdd<TVectors>(x, weights, ref c0, ref c1, ref c2, ref c3);
                    if (TVectors.Value == 2 * ChunkVectors)
                    {
                        MultiplyAdd<Constant4>(x, weights + between, ref d0, ref d1, ref d2, ref d3);
                    }
                }

                VectorRow<TSimd, TF, TU>.Store<TVectors>(waiting, c0, c1, c2, c3);
                if (TVectors.Value == 2 * ChunkVectors)
                {
                    VectorRow<TSimd, TF, TU>.Store<Constant4>(waiting + betweenSums, d0, d1, d2, d3);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns<TVectors, TEpilogue>(SparseBatch a, float* b, nint stride, bool liveOnly, int column, float* sums, ref TEpilogue epilogue)
        where TVectors : struct, IConstant
        where TEpilogue : struct, ITileEpilogue
    {
        var entry = a.ByColumn;
        var count = liveOnly ? a.Live.Length : a.Columns;
        for (var i = 0; i < count; i++)
        {
            var k = liveOnly ? a.Live[i] : i;
            TF c0 = default, c1 = default, c2 = default, c3 = default;
            var end = a.ByColumn + a.ColumnStarts[k + 1];
            for (; entry < end; entry++)
            {
                MultiplyAdd<TVectors>(TSimd.Broadcast(entry->Value), b + (entry->Index * stride), ref c0, ref c1, ref c2, ref c3);
            }

            VectorRow<TSimd, TF, TU>.Store<TVectors>(sums, c0, c1, c2, c3);
            epilogue.Take(k, 1, column, TVectors.Value * TSimd.Lanes, sums);
        }
    }

    /// <summary>Two whole panels at a time, each with an epilogue of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PanelPairs<TEpilogue>(SparseBatch a, float* b, float* second, bool liveOnly, float* sums, ref TEpilogue epilogue, ref TEpilogue secondEpilogue)
        where TEpilogue : struct, ITileEpilogue
    {
        var between = (nint)(second - b);
        var entry = a.ByColumn;
        var count = liveOnly ? a.Live.Length : a.Columns;
        for (var i = 0; i < count; i++)
        {
            var k = liveOnly ? a.Live[i] : i;
            TF c0 = default, c1 = default, c2 = default, c3 = default;
            TF d0 = default, d1 = default, d2 = default, d3 = default;
            var end = a.ByColumn + a.ColumnStarts[k + 1];
            for (; entry < end; entry++)
            {
                var x = TSimd.Broadcast(entry->Value);
                var row = b + (entry->Index * (nint)PanelView.PanelColumns);
                MultiplyAdd<Constant4>(x, row, ref c0, ref c1, ref c2, ref c3);
                MultiplyAdd<Constant4>(x, row + between, ref d0, ref d1, ref d2, ref d3);
            }

            VectorRow<TSimd, TF, TU>.Store<Constant4>(sums, c0, c1, c2, c3);
            epilogue.Take(k, 1, 0, ChunkColumns, sums);
            VectorRow<TSimd, TF, TU>.Store<Constant4>(sums, d0, d1, d2, d3);
            secondEpilogue.Take(k, 1, 0, ChunkColumns, sums);
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
