using System.Runtime.CompilerServices;
using DropoutSweep.Training.Numerics;

namespace DropoutSweep.Training.Kernels;

/// <summary>Functions of one row of outputs. Sums over classes run in class order.</summary>
internal static unsafe class OutputRows<TSimd, TF, TU>
    where TSimd : struct, ISimd<TF, TU>
    where TF : struct
    where TU : struct
{
    /// <summary>
    /// loss = log Σ e^(z − max) − (z_label − max); gradient = (softmax(z) − one-hot) · factor.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SoftmaxCrossEntropy(PanelView logits, int row, int label, float factor, PanelView deltas)
    {
        var max = RowMaximum.Of(logits, row);
        var sum = 0f;
        for (var panel = 0; panel < logits.Panels; panel++)
        {
            nint width = logits.Width(panel);
            var source = logits.Panel(panel) + (row * width);
            var destination = deltas.Panel(panel) + (row * width);
            Exponentials(source, max, destination, width);
            var used = logits.UsedWidth(panel);
            for (var column = 0; column < used; column++)
            {
                sum += destination[column];
            }
        }

        var divisor = TSimd.Broadcast(sum);
        for (var panel = 0; panel < deltas.Panels; panel++)
        {
            nint width = deltas.Width(panel);
            var destination = deltas.Panel(panel) + (row * width);
            for (nint column = 0; column < width; column += TSimd.Lanes)
            {
                var probability = TSimd.Divide(TSimd.Load(destination + column), divisor);
                TSimd.Store(destination + column, TSimd.Multiply(probability, TSimd.Broadcast(factor)));
            }

            for (var column = deltas.UsedWidth(panel); column < width; column++)
            {
                destination[column] = 0;
            }
        }

        deltas.At(row, label) -= factor;
        return DeterministicMath.Log(sum) - ((double)logits.At(row, label) - max);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(PanelView logits, int row, Span<float> result)
    {
        var max = RowMaximum.Of(logits, row);
        var values = stackalloc float[PanelView.PanelColumns];
        var sum = 0f;
        for (var panel = 0; panel < logits.Panels; panel++)
        {
            nint width = logits.Width(panel);
            Exponentials(logits.Panel(panel) + (row * width), max, values, width);
            var used = logits.UsedWidth(panel);
            for (var column = 0; column < used; column++)
            {
                result[(panel * PanelView.PanelColumns) + column] = values[column];
                sum += values[column];
            }
        }

        for (var i = 0; i < logits.Columns; i++)
        {
            result[i] /= sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sigmoid(PanelView logits, int row, Span<float> result)
    {
        var values = stackalloc float[PanelView.PanelColumns];
        for (var panel = 0; panel < logits.Panels; panel++)
        {
            nint width = logits.Width(panel);
            var source = logits.Panel(panel) + (row * width);
            for (nint column = 0; column < width; column += TSimd.Lanes)
            {
                TSimd.Store(values + column, VectorMath<TSimd, TF, TU>.Sigmoid(TSimd.Load(source + column)));
            }

            new Span<float>(values, logits.UsedWidth(panel)).CopyTo(result[(panel * PanelView.PanelColumns)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exponentials(float* source, float max, float* destination, nint width)
    {
        var shift = TSimd.Broadcast(max);
        for (nint column = 0; column < width; column += TSimd.Lanes)
        {
            TSimd.Store(destination + column, VectorMath<TSimd, TF, TU>.Exp(TSimd.Subtract(TSimd.Load(source + column), shift)));
        }
    }
}
