using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>Matrix products, cut into tiles.</summary>
internal static unsafe class MatrixProduct<TSimd, TF, TU>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    private const int TileRows = 6;

    /// <summary>result = a · b for the first <paramref name="rows"/> rows of a: [rows × K] · [K × N].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverColumns<TEpilogue>(PanelView a, int rows, PanelView b, ref TEpilogue epilogue)
        where TEpilogue : struct, ITileEpilogue
    {
        var sums = TileSums.Align(stackalloc float[TileSums.Room]);
        for (var panel = 0; panel < b.Panels; panel++)
        {
            epilogue.BeginPanel(panel);
            var width = b.Width(panel);
            var data = b.Panel(panel);
            for (var column = 0; column < width;)
            {
                var vectors = Math.Min(TSimd.TileVectors, (width - column) / TSimd.Lanes);
                var end = column + (vectors * TSimd.Lanes);
                var next = end < width ? new PanelStrip(data + end, width, b.Rows) : panel + 1 < b.Panels ? new PanelStrip(b.Panel(panel + 1), b.Width(panel + 1), b.Rows) : default;
                switch (vectors)
                {
                    case 1:
                        RowTiles<Constant1, TEpilogue>(a, rows, data + column, width, next, column, sums, ref epilogue);
                        break;
                    case 2:
                        RowTiles<Constant2, TEpilogue>(a, rows, data + column, width, next, column, sums, ref epilogue);
                        break;
                    case 3:
                        RowTiles<Constant3, TEpilogue>(a, rows, data + column, width, next, column, sums, ref epilogue);
                        break;
                    default:
                        RowTiles<Constant4, TEpilogue>(a, rows, data + column, width, next, column, sums, ref epilogue);
                        break;
                }

                column = end;
            }
        }
    }

    /// <summary>result = aᵀ · b over the first <paramref name="rows"/> rows of both: [K × rows] · [rows × N].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OverRows<TEpilogue>(PanelView a, int rows, PanelView b, ref TEpilogue epilogue)
        where TEpilogue : struct, ITileEpilogue
    {
        var sums = TileSums.Align(stackalloc float[TileSums.Room]);
        for (var panel = 0; panel < b.Panels; panel++)
        {
            epilogue.BeginPanel(panel);
            var width = b.Width(panel);
            var data = b.Panel(panel);
            for (var column = 0; column < width;)
            {
                var vectors = Math.Min(TSimd.TileVectors, (width - column) / TSimd.Lanes);
                switch (vectors)
                {
                    case 1:
                        ColumnTiles<Constant1, TEpilogue>(a, rows, data + column, width, column, sums, ref epilogue);
                        break;
                    case 2:
                        ColumnTiles<Constant2, TEpilogue>(a, rows, data + column, width, column, sums, ref epilogue);
                        break;
                    case 3:
                        ColumnTiles<Constant3, TEpilogue>(a, rows, data + column, width, column, sums, ref epilogue);
                        break;
                    default:
                        ColumnTiles<Constant4, TEpilogue>(a, rows, data + column, width, column, sums, ref epilogue);
                        break;
                }

                column += vectors * TSimd.Lanes;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RowTiles<TVectors, TEpilogue>(PanelView a, int rows, float* b, int stride, PanelStrip next, int column, float* sums, ref TEpilogue epilogue)
        where TVectors : struct, IConstant
        where TEpilogue : struct, ITileEpilogue
    {
        // While the tiles of this strip of the right matrix are worked out, the next strip comes nearer, part by part.
        var part = next.PartOf((rows + TileRows - 1) / TileRows);
        var row = 0;
        for (; row + TileRows <= rows; row += TileRows)
        {
            next.Fetch(part);
            Tile<TSimd, TF, TU>.OverColumns<Constant6, TVectors, TEpilogue>(a, row, b, stride, column, sums, ref epilogue);
        }

        next.Fetch(part);
        if (row + 4 <= rows)
        {
            Tile<TSimd, TF, TU>.OverColumns<Constant4, TVectors, TEpilogue>(a, row, b, stride, column, sums, ref epilogue);
            row += 4;
        }

        if (row + 2 <= rows)
        {
            Tile<TSimd, TF, TU>.OverColumns<Constant2, TVectors, TEpilogue>(a, row, b, stride, column, sums, ref epilogue);
            row += 2;
        }

        if (row < rows)
        {
            Tile<TSimd, TF, TU>.OverColumns<Constant1, TVectors, TEpilogue>(a, row, b, stride, column, sums, ref epilogue);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ColumnTiles<TVectors, TEpilogue>(PanelView a, int rows, float* b, int stride, int column, float* sums, ref TEpilogue epilogue)
        where TVectors : struct, IConstant
        where TEpilogue : struct, ITileEpilogue
    {
        for (var panel = 0; panel < a.Panels; panel++)
        {
            var data = a.Panel(panel);
            var width = a.Width(panel);
            var used = a.UsedWidth(panel);
            var first = panel * PanelView.PanelColumns;
            var k = 0;
            for (; k + 6 <= used; k += 6)
            {
                Tile<TSimd, TF, TU>.OverRows<Constant6, TVectors, TEpilogue>(data + k, width, b, stride, rows, first + k, column, sums, ref epilogue);
            }

            if (k + 4 <= used)
            {
                Tile<TSimd, TF, TU>.OverRows<Constant4, TVectors, TEpilogue>(data + k, width, b, stride, rows, first + k, column, sums, ref epilogue);
                k += 4;
            }

            if (k + 2 <= used)
            {
                Tile<TSimd, TF, TU>.OverRows<Constant2, TVectors, TEpilogue>(data + k, width, b, stride, rows, first + k, column, sums, ref epilogue);
                k += 2;
            }

            if (k < used)
            {
                Tile<TSimd, TF, TU>.OverRows<Constant1, TVectors, TEpilogue>(data + k, width, b, stride, rows, first + k, column, sums, ref epilogue);
            }
        }
    }
}
