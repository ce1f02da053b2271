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
    private const int MaxVectors = 4;

    /// <summary>result = a · b, [rows × K] · [K × N].</summary>
    /// <param name="a">The left matrix by row.</param>
    /// <param name="b">The right matrix.</param>
    /// <param name="partial">Keeps sums from one block of columns to the next; [rows × N] panels like the result.</param>
    /// <param name="epilogue">Takes the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverColumns<TEpilogue>(SparseBatch a, PanelView b, PanelView partial, ref TEpilogue epilogue)
        where TEpilogue : struct, ITileEpilogue
    {
        var sums = TileSums.Align(stackalloc float[TileSums.Room]);
        for (var panel = 0; panel < b.Panels; panel++)
        {
            epilogue.BeginPanel(panel);
            var width = b.Width(panel);
            for (var column = 0; column < width;)
            {
                var vectors = Math.Min(MaxVectors, (width - column) / TSimd.Lanes);
                var data = b.Panel(panel) + column;
                var waiting = partial.Panel(panel) + column;
                switch (vectors)
                {
                    case 1:
                        Rows<Constant1, TEpilogue>(a, data, width, waiting, column, sums, ref epilogue);
                        break;
                    case 2:
                        Rows<Constant2, TEpilogue>(a, data, width, waiting, column, sums, ref epilogue);
                        break;
                    case 3:
                        Rows<Constant3, TEpilogue>(a, data, width, waiting, column, sums, ref epilogue);
                        break;
                    default:
                        Rows<Constant4, TEpilogue>(a, data, width, waiting, column, sums, ref epilogue);
                        break;
                }

                column += vectors * TSimd.Lanes;
            }
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
            for (var column = 0; column < width;)
            {
                var vectors = Math.Min(MaxVectors, (width - column) / TSimd.Lanes);
                var data = b.Panel(panel) + column;
                switch (vectors)
                {
                    case 1:
                        Columns<Constant1, TEpilogue>(a, data, width, liveOnly, column, sums, ref epilogue);
                        break;
                    case 2:
                        Columns<Constant2, TEpilogue>(a, data, width, liveOnly, column, sums, ref epilogue);
                        break;
                    case 3:
                        Columns<Constant3, TEpilogue>(a, data, width, liveOnly, column, sums, ref epilogue);
                        break;
                    default:
                        Columns<Constant4, TEpilogue>(a, data, width, liveOnly, column, sums, ref epilogue);
                        break;
                }

                column += vectors * TSimd.Lanes;
            }
        }
    }

    // Block by block of columns, all rows: a block's weights are read once into the first-level cache and then
    // serve every row. Sums wait in memory between blocks, as exact as in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TVectors, TEpilogue>(SparseBatch a, float* b, nint stride, float* partial, int column, float* sums, ref TEpilogue epilogue)
        where TVectors : struct, IConstant
        where TEpilogue : struct, ITileEpilogue
    {
        var entries = a.ByRow;
        var blocks = a.Blocks;
        for (var block = 0; block < blocks; block++)
        {
            var starts = a.RowStarts + block;
            var waiting = partial;
            for (var row = 0; row < a.Rows; row++, starts += blocks, waiting += stride)
            {
                var entry = entries + starts[0];
                var end = entries + starts[1];
                TF c0 = default, c1 = default, c2 = default, c3 = default;
                if (block > 0)
                {
                    c0 = TSimd.Load(waiting);
                    c1 = TVectors.Value > 1 ? TSimd.Load(waiting + TSimd.Lanes) : c1;
                    c2 = TVectors.Value > 2 ? TSimd.Load(waiting + (2 * TSimd.Lanes)) : c2;
                    c3 = TVectors.Value > 3 ? TSimd.Load(waiting + (3 * TSimd.Lanes)) : c3;
                }

                for (; entry < end; entry++)
                {
                    MultiplyAdd<TVectors>(entry->Value, b + (entry->Index * stride), ref c0, ref c1, ref c2, ref c3);
                }

                if (block == blocks - 1)
                {
                    Store<TVectors>(sums, c0, c1, c2, c3);
                    epilogue.Take(row, 1, column, TVectors.Value * TSimd.Lanes, sums);
                }
                else
                {
                    Store<TVectors>(waiting, c0, c1, c2, c3);
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
                MultiplyAdd<TVectors>(entry->Value, b + (entry->Index * stride), ref c0, ref c1, ref c2, ref c3);
            }

            Store<TVectors>(sums, c0, c1, c2, c3);
            epilogue.Take(k, 1, column, TVectors.Value * TSimd.Lanes, sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(float value, float* b, ref TF c0, ref TF c1, ref TF c2, ref TF c3)
        where TVectors : struct, IConstant
    {
        var x = TSimd.Broadcast(value);
        c0 = TSimd.Fma(x, TSimd.Load(b), c0);
        c1 = TVectors.Value > 1 ? TSimd.Fma(x, TSimd.Load(b + TSimd.Lanes), c1) : c1;
        c2 = TVectors.Value > 2 ? TSimd.Fma(x, TSimd.Load(b + (2 * TSimd.Lanes)), c2) : c2;
        c3 = TVectors.Value > 3 ? TSimd.Fma(x, TSimd.Load(b + (3 * TSimd.Lanes)), c3) : c3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors>(float* destination, TF c0, TF c1, TF c2, TF c3)
        where TVectors : struct, IConstant
    {
        TSimd.Store(destination, c0);
        if (TVectors.Value > 1)
        {
            TSimd.Store(destination + TSimd.Lanes, c1);
        }

        if (TVectors.Value > 2)
        {
            TSimd.Store(destination + (2 * TSimd.Lanes), c2);
        }

        if (TVectors.Value > 3)
        {
            TSimd.Store(destination + (3 * TSimd.Lanes), c3);
        }
    }
}
