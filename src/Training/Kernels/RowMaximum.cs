using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DropoutSweep.Training.Kernels;

/// <summary>The greatest of one row of a matrix, and where it is.</summary>
internal static unsafe class RowMaximum
{
    private const int Lanes = 8;

    /// <summary>The greatest element; NaN when one of them is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(PanelView matrix, int row)
    {
        var greatest = Vector256.Create(float.NegativeInfinity);
        var numbers = Vector256<float>.AllBitsSet;
        for (var panel = 0; panel < matrix.Panels; panel++)
        {
            var source = matrix.Panel(panel) + ((nint)row * matrix.Width(panel));
            var used = matrix.UsedWidth(panel);
            for (var column = 0; column < used; column += Lanes)
            {
                var some = Vector256.Load(source + column);
                if (column + Lanes > used)
                {
                    some = Vector256.ConditionalSelect(Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(used - column)).AsSingle(), some, greatest);
                }

                numbers &= Vector256.Equals(some, some);
                greatest = Vector256.MaxNative(some, greatest);
            }
        }

        if (numbers.ExtractMostSignificantBits() != byte.MaxValue)
        {
            return float.NaN;
        }

        var four = Vector128.MaxNative(greatest.GetLower(), greatest.GetUpper());
        var two = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MaxNative(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>The column of the greatest element, the first of several; elements that are NaN are passed over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int ArgMax(PanelView matrix, int row)
    {
        var value = Of(matrix, row);
        if (float.IsNaN(value))
        {
            return ArgMaxOfNumbers(matrix, row);
        }

        var greatest = Vector256.Create(value);
        for (var panel = 0; panel < matrix.Panels; panel++)
        {
            // Padding is zero and comes after every element: where it is the greatest too, an element is before it.
            var source = matrix.Panel(panel) + ((nint)row * matrix.Width(panel));
            for (var column = 0; column < matrix.Width(panel); column += Lanes)
            {
                var found = Vector256.Equals(Vector256.Load(source + column), greatest).ExtractMostSignificantBits();
                if (found != 0)
                {
                    return (panel * PanelView.PanelColumns) + column + BitOperations.TrailingZeroCount(found);
                }
            }
        }

        return 0;
    }

    private static int ArgMaxOfNumbers(PanelView matrix, int row)
    {
        var best = 0;
        var greatest = float.NegativeInfinity;
        for (var column = 0; column < matrix.Columns; column++)
        {
            if (matrix.At(row, column) > greatest)
            {
                greatest = matrix.At(row, column);
                best = column;
            }
        }

        return best;
    }
}
