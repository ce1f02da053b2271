using System.Runtime.CompilerServices;

namespace DropoutSweep.Training.Kernels;

/// <summary>Passes over whole matrices. Storage is whole granules of 16 columns, so no width leaves a remainder.</summary>
internal static unsafe class Elementwise<TSimd, TF, TU>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyBy(PanelView matrix, PanelView masks, int rows)
    {
        for (var panel = 0; panel < matrix.Panels; panel++)
        {
            var data = matrix.Panel(panel);
            var factors = masks.Panel(panel);
            nint length = (nint)rows * matrix.Width(panel);
            for (nint i = 0; i < length; i += TSimd.Lanes)
            {
                TSimd.Store(data + i, TSimd.Multiply(TSimd.Load(data + i), TSimd.Load(factors + i)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(PanelView matrix, int rows, float factor)
    {
        for (var panel = 0; panel < matrix.Panels; panel++)
        {
            var data = matrix.Panel(panel);
            nint length = (nint)rows * matrix.Width(panel);
            for (nint i = 0; i < length; i += TSimd.Lanes)
            {
                TSimd.Store(data + i, TSimd.Multiply(TSimd.Load(data + i), TSimd.Broadcast(factor)));
            }
        }
    }

    /// <summary>Whether no element is infinite or NaN: such a one times zero is NaN, and stays so in the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreFinite(PanelView matrix)
    {
        var sum = TSimd.Broadcast(0f);
        var length = PanelView.Length(matrix.Rows, matrix.Columns);
        for (long i = 0; i < length; i += TSimd.Lanes)
        {
            sum = TSimd.Fma(TSimd.Load(matrix.Data + i), TSimd.Broadcast(0f), sum);
        }

        var lanes = stackalloc float[PanelView.Granule];
        TSimd.Store(lanes, sum);
        return !new Span<float>(lanes, TSimd.Lanes).ContainsAnyExcept(0f);
    }

    /// <summary>Σ over rows, each column in row order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumRows(PanelView matrix, int rows, float* sums)
    {
        for (var panel = 0; panel < matrix.Panels; panel++)
        {
            nint width = matrix.Width(panel);
            for (nint column = 0; column < width; column += TSimd.Lanes)
            {
                var data = matrix.Panel(panel) + column;
                var sum = TSimd.Broadcast(0f);
                for (var row = 0; row < rows; row++)
                {
                    sum = TSimd.Add(sum, TSimd.Load(data));
                    data += width;
                }

                TSimd.Store(sums + (panel * PanelView.PanelColumns) + column, sum);
            }
        }
    }

    /// <summary>
    /// Each column's squares are summed in row order. A panel whose columns are all within the limit is left alone;
    /// in others such columns are multiplied by exactly 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LimitNorms(PanelView weights, float limit)
    {
        var factors = TileSums.Align(stackalloc float[TileSums.Room]);
        for (var panel = 0; panel < weights.Panels; panel++)
        {
            var data = weights.Panel(panel);
            var width = weights.Width(panel);
            SumSquares(data, weights.Rows, width, factors);
            if (FindFactors(factors, width, limit))
            {
                ScaleColumns(data, weights.Rows, width, factors);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumSquares(float* data, int rows, int width, float* sums)
    {
        new Span<float>(sums, width).Clear();
        for (var row = 0; row < rows; row++, data += width)
        {
            for (var column = 0; column < width; column += TSimd.Lanes)
            {
                var value = TSimd.Load(data + column);
                TSimd.Store(sums + column, TSimd.Fma(value, value, TSimd.Load(sums + column)));
            }
        }
    }

    /// <summary>Turns sums of squares into factors, in place; false when all are 1.</summary>
    private static bool FindFactors(float* sums, int width, float limit)
    {
        var limits = TSimd.Broadcast(limit);
        for (var column = 0; column < width; column += TSimd.Lanes)
        {
            var norms = TSimd.Sqrt(TSimd.Load(sums + column));
            var exceeds = TSimd.GreaterThan(norms, limits);
            TSimd.Store(sums + column, TSimd.Select(exceeds, TSimd.Divide(limits, norms), TSimd.Broadcast(1f)));
        }

        return new Span<float>(sums, width).ContainsAnyExcept(1f);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ScaleColumns(float* data, int rows, int width, float* factors)
    {
        for (var row = 0; row < rows; row++, data += width)
        {
            for (var column = 0; column < width; column += TSimd.Lanes)
            {
                TSimd.Store(data + column, TSimd.Multiply(TSimd.Load(data + column), TSimd.Load(factors + column)));
            }
        }
    }
}
