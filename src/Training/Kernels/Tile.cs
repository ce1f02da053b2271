using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>
/// The inner loops of matrix products: a tile of up to six rows by up to four vectors of sums, kept in
/// registers while the terms go by. Each sum starts at +0 and takes its terms in order, one fused
/// multiply-add each; vectors run across outputs, never across the sum, so the width changes no bit.
/// </summary>
internal static unsafe class Tile<TSimd, TF, TU>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    /// <summary>Sums over the columns of a: result[r, c] = Σₖ a[row + r, k] · b[k, column + c].</summary>
    /// <param name="a">The left matrix; all its columns are summed over.</param>
    /// <param name="row">First row of the tile.</param>
    /// <param name="b">A panel of the right matrix, from the tile's first column on; one row per column of a.</param>
    /// <param name="stride">Floats from one row of the panel to the next.</param>
    /// <param name="column">The tile's first column in the panel, for the epilogue.</param>
    /// <param name="sums">Room for a tile's sums.</param>
    /// <param name="epilogue">Takes the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverColumns<TRows, TVectors, TEpilogue>(PanelView a, int row, float* b, int stride, int column, float* sums, ref TEpilogue epilogue)
        where TRows : struct, IConstant
        where TVectors : struct, IConstant
        where TEpilogue : struct, ITileEpilogue
    {
        var zero = TSimd.Broadcast(0f);
        TF c00 = zero, c01 = zero, c02 = zero, c03 = zero;
        TF c10 = zero, c11 = zero, c12 = zero, c13 = zero;
        TF c20 = zero, c21 = zero, c22 = zero, c23 = zero;
        TF c30 = zero, c31 = zero, c32 = zero, c33 = zero;
        TF c40 = zero, c41 = zero, c42 = zero, c43 = zero;
        TF c50 = zero, c51 = zero, c52 = zero, c53 = zero;

        var panels = a.Panels;
        for (var panel = 0; panel < panels; panel++)
        {
            nint width = a.Width(panel);
            nint used = a.UsedWidth(panel);
            var a0 = a.Panel(panel) + (row * width);
            var a1 = a0 + width;
            var a2 = a1 + width;
            var a3 = a2 + width;
            var a4 = a3 + width;
            var a5 = a4 + width;
            for (nint k = 0; k < used; k++)
            {
                var b0 = TSimd.Load(b);
                var b1 = TVectors.Value > 1 ? TSimd.Load(b + TSimd.Lanes) : zero;
                var b2 = TVectors.Value > 2 ? TSimd.Load(b + (2 * TSimd.Lanes)) : zero;
                var b3 = TVectors.Value > 3 ? TSimd.Load(b + (3 * TSimd.Lanes)) : zero;
                var x0 = TSimd.Broadcast(a0[k]);
                MultiplyAdd<TVectors>(x0, b0, b1, b2, b3, ref c00, ref c01, ref c02, ref c03);

                if (TRows.Value > 1)
                {
                    var x1 = TSimd.Broadcast(a1[k]);
                    MultiplyAdd<TVectors>(x1, b0, b1, b2, b3, ref c10, ref c11, ref c12, ref c13);
                }

                if (TRows.Value > 2)
                {
                    var x2 = TSimd.Broadcast(a2[k]);
                    MultiplyAdd<TVectors>(x2, b0, b1, b2, b3, ref c20, ref c21, ref c22, ref c23);
                }

                if (TRows.Value > 3)
                {
                    var x3 = TSimd.Broadcast(a3[k]);
                    MultiplyAdd<TVectors>(x3, b0, b1, b2, b3, ref c30, ref c31, ref c32, ref c33);
                }

                if (TRows.Value > 4)
                {
                    var x4 = TSimd.Broadcast(a4[k]);
                    MultiplyAdd<TVectors>(x4, b0, b1, b2, b3, ref c40, ref c41, ref c42, ref c43);
                }

                if (TRows.Value > 5)
                {
                    var x5 = TSimd.Broadcast(a5[k]);
                    MultiplyAdd<TVectors>(x5, b0, b1, b2, b3, ref c50, ref c51, ref c52, ref c53);
                }

                b += stride;
            }
        }

        var columns = TVectors.Value * TSimd.Lanes;
        VectorRow<TSimd, TF, TU>.Store<TVectors>(sums, c00, c01, c02, c03);

        if (TRows.Value > 1)
        {
            VectorRow<TSimd, TF, TU>.Store<TVectors>(sums + columns, c10, c11, c12, c13);
        }

        if (TRows.Value > 2)
        {
            VectorRow<TSimd, TF, TU>.Store<TVectors>(sums + (2 * columns), c20, c21, c22, c23);
        }

        if (TRows.Value > 3)
        {
            VectorRow<TSimd, TF, TU>.Store<TVectors>(sums + (3 * columns), c30, c31, c32, c33);
        }

        if (TRows.Value > 4)
        {
            VectorRow<TSimd, TF, TU>.Store<TVectors>(sums + (4 * columns), c40, c41, c42, c43);
        }

        if (TRows.Value > 5)
        {
            VectorRow<TSimd, TF, TU>.Store<TVectors>(sums + (5 * columns), c50, c51, c52, c53);
        }

        epilogue.Take(row, TRows.Value, column, columns, sums);
    }

    /// <summary>Sums over the rows of a: result[r, c] = Σᵢ a[i, first + r] · b[i, column + c].</summary>
    /// <param name="a">The left matrix's first element of the tile: row 0 of one of its panels.</param>
    /// <param name="aStride">Floats from one row of that panel to the next.</param>
    /// <param name="b">A panel of the right matrix, from the tile's first column on.</param>
    /// <param name="bStride">Floats from one row of that panel to the next.</param>
    /// <param name="terms">Rows to sum over.</param>
    /// <param name="row">The result's row of the tile's first, for the epilogue.</param>
    /// <param name="column">The tile's first column in the panel, for the epilogue.</param>
    /// <param name="sums">Room for a tile's sums.</param>
    /// <param name="epilogue">Takes the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverRows<TRows, TVectors, TEpilogue>(float* a, nint aStride, float* b, nint bStride, int terms, int row, int column, float* sums, ref TEpilogue epilogue)
        where TRows : struct, IConstant
        where TVectors : struct, IConstant
        where TEpilogue : struct, ITileEpilogue
    {
        epilogue.Expect(row, TRows.Value, column, TVectors.Value * TSimd.Lanes);
        var zero = TSimd.Broadcast(0f);
        TF c00 = zero, c01 = zero, c02 = zero, c03 = zero;
        TF c10 = zero, c11 = zero, c12 = zero, c13 = zero;
        TF c20 = zero, c21 = zero, c22 = zero, c23 = zero;
        TF c30 = zero, c31 = zero, c32 = zero, c33 = zero;
        TF c40 = zero, c41 = zero, c42 = zero, c43 = zero;
        TF c50 = zero, c51 = zero, c52 = zero, c53 = zero;

        for (var i = 0; i < terms; i++)
        {
            var b0 = TSimd.Load(b);
            var b1 = TVectors.Value > 1 ? TSimd.Load(b + TSimd.Lanes) : zero;
            var b2 = TVectors.Value > 2 ? TSimd.Load(b + (2 * TSimd.Lanes)) : zero;
            var b3 = TVectors.Value > 3 ? TSimd.Load(b + (3 * TSimd.Lanes)) : zero;
            var x0 = TSimd.Broadcast(a[0]);
            MultiplyAdd<TVectors>(x0, b0, b1, b2, b3, ref c00, ref c01, ref c02, ref c03);

            if (TRows.Value > 1)
            {
                var x1 = TSimd.Broadcast(a[1]);
                MultiplyAdd<TVectors>(x1, b0, b1, b2, b3, ref c10, ref c11, ref c12, ref c13);
            }

            if (TRows.Value > 2)
            {
                var x2 = TSimd.Broadcast(a[2]);
                MultiplyAdd<TVectors>(x2, b0, b1, b2, b3, ref c20, ref c21, ref c22, ref c23);
            }

            if (TRows.Value > 3)
            {
                var x3 = TSimd.Broadcast(a[3]);
                MultiplyAdd<TVectors>(x3, b0, b1, b2, b3, ref c30, ref c31, ref c32, ref c33);
            }

            if (TRows.Value > 4)
            {
                var x4 = TSimd.Broadcast(a[4]);
                MultiplyAdd<TVectors>(x4, b0, b1, b2, b3, ref c40, ref c41, ref c42, ref c43);
            }

            if (TRows.Value > 5)
            {
                var x5 = TSimd.Broadcast(a[5]);
                MultiplyAdd<TVectors>(x5, b0, b1, b2, b3, ref c50, ref c51, ref c52, ref c53);
            }

            a += aStride;
            b += bStride;
        }

        var columns = TVectors.Value * TSimd.Lanes;
        VectorRow<TSimd, TF, TU>.Store<TVectors>(sums, c00, c01, c02, c03);

        if (TRows.Value > 1)
        {
            VectorRow<TSimd, TF, TU>.Store<TVectors>(sums + columns, c10, c11, c12, c13);
        }

        if (TRows.Value > 2)
        {
            VectorRow<TSimd, TF, TU>.Store<TVectors>(sums + (2 * columns), c20, c21, c22, c23);
        }

        if (TRows.Value > 3)
        {
            VectorRow<TSimd, TF, TU>.Store<TVectors>(sums + (3 * columns), c30, c31, c32, c33);
        }

        if (TRows.Value > 4)
        {
            VectorRow<TSimd, TF, TU>.Store<TVectors>(sums + (4 * columns), c40, c41, c42, c43);
        }

        if (TRows.Value > 5)
        {
            VectorRow<TSimd, TF, TU>.Store<TVectors>(sums + (5 * columns), c50, c51, c52, c53);
        }

        epilogue.Take(row, TRows.Value, column, columns, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(TF x, TF b0, TF b1, TF b2, TF b3, ref TF c0, ref TF c1, ref TF c2, ref TF c3)
        where TVectors : struct, IConstant
    {
        c0 = TSimd.Fma(x, b0, c0);
        c1 = TVectors.Value > 1 ? TSimd.Fma(x, b1, c1) : c1;
        c2 = TVectors.Value > 2 ? TSimd.Fma(x, b2, c2) : c2;
        c3 = TVectors.Value > 3 ? TSimd.Fma(x, b3, c3) : c3;
    }
}
