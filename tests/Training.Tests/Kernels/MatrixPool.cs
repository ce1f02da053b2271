using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Randomness;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>Makes matrices and keeps them alive until the test is over: a view alone does not.</summary>
internal sealed class MatrixPool : IDisposable
{
    /// <summary>What results are filled with before a kernel runs, to see what it leaves alone.</summary>
    public const float Untouched = -12345.5f;

    private readonly List<PanelMatrix> _matrices = [];

    /// <summary>Numbers in [-1, 1), a third of them exactly zero as inputs often are.</summary>
    public static float[,] Numbers(int rows, int columns, int seed)
    {
        var random = new RandomSequence((ulong)seed, Purpose.RandomLabels, layer: 78);
        var values = new float[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var word = random.NextUInt32();
                values[row, column] = word % 3 == 0 ? 0 : ((word >> 8) * (2f / (1 << 24))) - 1;
            }
        }

        return values;
    }

    /// <summary>Numbers in [-1, 1), none of them zero.</summary>
    public static float[,] Dense(int rows, int columns, int seed)
    {
        var values = Numbers(rows, columns, seed);
        foreach (ref var value in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref values[0, 0], values.Length))
        {
            value = value == 0 ? 0.375f : value;
        }

        return values;
    }

    /// <summary>A matrix of given elements, its padding zero.</summary>
    public PanelMatrix From(float[,] values)
    {
        var matrix = Zero(values.GetLength(0), values.GetLength(1));
        matrix.FromRowMajor(System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref values[0, 0], values.Length));
        return matrix;
    }

    public PanelMatrix Zero(int rows, int columns)
    {
        var matrix = new PanelMatrix(rows, columns);
        _matrices.Add(matrix);
        return matrix;
    }

    /// <summary>A matrix whose elements and padding are all <see cref="Untouched"/>.</summary>
    public PanelMatrix Blank(int rows, int columns)
    {
        var matrix = Zero(rows, columns);
        matrix.Storage.Fill(Untouched);
        return matrix;
    }

    public void Dispose() => GC.KeepAlive(_matrices);

    /// <summary>Bit for bit equal in the first rows, untouched below, and zero in the padding when asked.</summary>
    public static void AssertEqual(float[,] expected, PanelMatrix actual, int rows, string what, bool zeroPadding = false)
    {
        var view = actual.View;
        for (var row = 0; row < actual.Rows; row++)
        {
            for (var column = 0; column < actual.Columns; column++)
            {
                var wanted = row < rows ? expected[row, column] : Untouched;
                if (!Same(wanted, view.At(row, column)))
                {
                    Assert.Fail($"{what}: ({row}, {column}) of {rows} × {actual.Columns} is {view.At(row, column):R}, expected {wanted:R}.");
                }
            }

            for (var column = actual.Columns; zeroPadding && row < rows && column < PanelView.PaddedColumns(actual.Columns); column++)
            {
                Assert.True(view.At(row, column) == 0, $"{what}: padding ({row}, {column}) of {actual.Columns} columns is {view.At(row, column):R}.");
            }
        }

        GC.KeepAlive(actual);
    }

    /// <summary>The same bits; all NaNs are one.</summary>
    public static bool Same(float left, float right) =>
        BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right) || (float.IsNaN(left) && float.IsNaN(right));
}
