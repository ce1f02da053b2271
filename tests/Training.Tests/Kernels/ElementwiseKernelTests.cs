using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>Passes over matrices, and gathering, against their naive twins, bit for bit.</summary>
public sealed class ElementwiseKernelTests
{
    public static TheoryData<int> All => Widths.All;

    [Theory]
    [MemberData(nameof(All))]
    public void MultiplyByAndScale_OfEverySize_EqualTheirTwins(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var columns in Widths.Sizes)
        {
            for (var rows = 1; rows <= Widths.MostRows; rows++)
            {
                using var pool = new MatrixPool();
                var (a, m) = (MatrixPool.Numbers(Widths.MostRows, columns, 31), MatrixPool.Numbers(Widths.MostRows, columns, 32));
                var (multiplied, scaled, masks) = (pool.From(a), pool.From(a), pool.From(m));
                kernels.MultiplyBy(multiplied.View, masks.View, rows);
                kernels.Scale(scaled.View, rows, 0.3f);
                MatrixPool.AssertEqual(Below(Twin.Multiply(a, m), a, rows), multiplied, Widths.MostRows, "multiplied", zeroPadding: true);
                MatrixPool.AssertEqual(Below(Twin.Scale(a, 0.3f), a, rows), scaled, Widths.MostRows, "scaled", zeroPadding: true);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Transpose_OfEverySize_EqualsItsTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var rows in Widths.Sizes)
        {
            foreach (var columns in Widths.Sizes)
            {
                using var pool = new MatrixPool();
                var a = MatrixPool.Dense(rows, columns, 33);
                var (source, transposed) = (pool.From(a), pool.Zero(columns, rows));
                kernels.Transpose(source.View, transposed.View);
                MatrixPool.AssertEqual(Twin.Transpose(a), transposed, columns, $"{rows} × {columns}", zeroPadding: true);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void LimitNorms_OfEverySize_EqualsItsTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var inputs in Widths.Sizes)
        {
            foreach (var units in Widths.Sizes)
            {
                using var pool = new MatrixPool();
                var w = MatrixPool.Numbers(inputs, units, 34);
                // Between the columns' norms, so that some are scaled and some are not.
                var limit = MathF.Sqrt(inputs * 0.22f);
                var weights = pool.From(w);
                kernels.LimitNorms(weights.View, limit);
                MatrixPool.AssertEqual(Twin.LimitNorms(w, limit), weights, inputs, $"{inputs} × {units}", zeroPadding: true);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gather_OfBytes_EqualsItsTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var features in Widths.Sizes)
        {
            using var pool = new MatrixPool();
            // The samples end where others' bytes begin: reading past the end would be seen in the padding.
            var bytes = Enumerable.Range(0, (7 * features) + 64).Select(i => i >= 7 * features ? (byte)255 : (byte)((i * 89) % 251)).ToArray();
            int[] order = [6, 0, 3, 3, 5];
            foreach (var scale in new[] { 1f / 255, 1f })
            {
                var result = pool.Zero(6, features);
                kernels.Gather(bytes.AsSpan(0, 7 * features), features, order, scale, result.View);
                var expected = Twin.Fill(6, features, (row, column) => row < 5 ? bytes[(order[row] * features) + column] * scale : 0);
                MatrixPool.AssertEqual(expected, result, 6, $"{features} features", zeroPadding: true);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gather_OfFloats_EqualsItsTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var features in Widths.Sizes)
        {
            using var pool = new MatrixPool();
            var values = Enumerable.Range(0, 7 * features).Select(i => 1 / (i + 1f)).ToArray();
            int[] order = [6, 0, 3, 3, 5];
            var result = pool.Zero(6, features);
            kernels.Gather(values, features, order, result.View);
            var expected = Twin.Fill(6, features, (row, column) => row < 5 ? values[(order[row] * features) + column] : 0);
            MatrixPool.AssertEqual(expected, result, 6, $"{features} features", zeroPadding: true);
        }
    }

    private static float[,] Below(float[,] changed, float[,] unchanged, int rows) =>
        Twin.Fill(changed.GetLength(0), changed.GetLength(1), (row, column) => row < rows ? changed[row, column] : unchanged[row, column]);
}
