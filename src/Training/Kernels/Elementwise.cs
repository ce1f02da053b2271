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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(PanelView source, PanelView destination)
    {
        for (var panel = 0; panel < source.Panels; panel++)
        {
            nint width = source.Width(panel);
            var used = source.UsedWidth(panel);
            var first = panel * PanelView.PanelColumns;
            var data = source.Panel(panel);
            for (var target = 0; target < destination.Panels; target++)
            {
                nint targetWidth = destination.Width(target);
                var targetUsed = destination.UsedWidth(target);
                var rows = data + (target * PanelView.PanelColumns * width);
                for (var column = 0; column < used; column++)
                {
                    var output = destination.Panel(target) + ((first + column) * targetWidth);
                    var input = rows + column;
                    for (var row = 0; row < targetUsed; row++)
                    {
                        output[row] = *input;
                        input += width;
                    }
                }
            }
        }
    }

    /// <summary>Each column's squares are summed in row order; columns within the limit are multiplied by exactly 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LimitNorms(PanelView weights, float limit)
    {
        for (var panel = 0; panel < weights.Panels; panel++)
        {
            nint width = weights.Width(panel);
            for (nint column = 0; column < width; column += TSimd.Lanes)
            {
                var first = weights.Panel(panel) + column;
                var squares = TSimd.Broadcast(0f);
                var data = first;
                for (var row = 0; row < weights.Rows; row++, data += width)
                {
                    var value = TSimd.Load(data);
                    squares = TSimd.Fma(value, value, squares);
                }

                var norms = TSimd.Sqrt(squares);
                var limits = TSimd.Broadcast(limit);
                var factors = TSimd.Select(TSimd.GreaterThan(norms, limits), TSimd.Divide(limits, norms), TSimd.Broadcast(1f));
                data = first;
                for (var row = 0; row < weights.Rows; row++, data += width)
                {
                    TSimd.Store(data, TSimd.Multiply(TSimd.Load(data), factors));
                }
            }
        }
    }
}
