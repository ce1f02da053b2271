using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutSweep.Training.Kernels;

/// <summary>Transposes panels, in blocks of 4 × 4 floats at every vector width: numbers only move.</summary>
internal static unsafe class Transposition
{
    private const int Block = 4;

    /// <summary>destination = sourceᵀ; padding is written with the source's, which is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(PanelView source, PanelView destination)
    {
        for (var target = 0; target < destination.Panels; target++)
        {
            var firstRow = target * PanelView.PanelColumns;
            var rows = destination.UsedWidth(target);
            for (var panel = 0; panel < source.Panels; panel++)
            {
                var firstColumn = panel * PanelView.PanelColumns;
                nint stride = source.Width(panel);
                nint targetStride = destination.Width(target);
                var input = source.Panel(panel) + (firstRow * stride);
                var output = destination.Panel(target) + (firstColumn * targetStride);
                Panel(input, stride, rows, output, targetStride, source.UsedWidth(panel));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel(float* input, nint stride, int rows, float* output, nint targetStride, int columns)
    {
        var row = 0;
        for (; row + Block <= rows; row += Block)
        {
            var column = 0;
            for (; column + Block <= columns; column += Block)
            {
                Tile(input + (row * stride) + column, stride, output + (column * targetStride) + row, targetStride);
            }

            Rest(input, stride, row, row + Block, output, targetStride, column, columns);
        }

        Rest(input, stride, row, rows, output, targetStride, 0, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile(float* input, nint stride, float* output, nint targetStride)
    {
        // Rows a, b, c, d of four: first pairs (a0 b0 a1 b1 …), then pairs of pairs, as 64-bit lanes.
        var a = Vector128.Load(input);
        var b = Vector128.Load(input + stride);
        var c = Vector128.Load(input + (2 * stride));
        var d = Vector128.Load(input + (3 * stride));
        var ab0 = ZipLow(a, b).AsDouble();
        var ab1 = ZipHigh(a, b).AsDouble();
        var cd0 = ZipLow(c, d).AsDouble();
        var cd1 = ZipHigh(c, d).AsDouble();
        Vector128.Store(Vector128.Create(ab0.GetLower(), cd0.GetLower()).AsSingle(), output);
        Vector128.Store(Vector128.Create(ab0.GetUpper(), cd0.GetUpper()).AsSingle(), output + targetStride);
        Vector128.Store(Vector128.Create(ab1.GetLower(), cd1.GetLower()).AsSingle(), output + (2 * targetStride));
        Vector128.Store(Vector128.Create(ab1.GetUpper(), cd1.GetUpper()).AsSingle(), output + (3 * targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> left, Vector128<float> right) =>
        System.Runtime.Intrinsics.X86.Sse.IsSupported
            ? System.Runtime.Intrinsics.X86.Sse.UnpackLow(left, right)
            : Vector128.Create(left[0], right[0], left[1], right[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> left, Vector128<float> right) =>
        System.Runtime.Intrinsics.X86.Sse.IsSupported
            ? System.Runtime.Intrinsics.X86.Sse.UnpackHigh(left, right)
            : Vector128.Create(left[2], right[2], left[3], right[3]);

    private static void Rest(float* input, nint stride, int firstRow, int rows, float* output, nint targetStride, int firstColumn, int columns)
    {
        for (var row = firstRow; row < rows; row++)
        {
            for (var column = firstColumn; column < columns; column++)
            {
                output[(column * targetStride) + row] = input[(row * stride) + column];
            }
        }
    }
}
