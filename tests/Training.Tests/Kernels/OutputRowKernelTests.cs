using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>Softmax cross-entropy, softmax and sigmoid of a row, against their naive twins.</summary>
public sealed class OutputRowKernelTests
{
    public static TheoryData<int> All => Widths.All;

    [Theory]
    [MemberData(nameof(All))]
    public void SoftmaxCrossEntropy_OfEverySize_EqualsItsTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var classes in Widths.Sizes)
        {
            using var pool = new MatrixPool();
            var z = Twin.Scale(MatrixPool.Dense(5, classes, 41), 8);
            var (logits, deltas) = (pool.From(z), pool.Blank(5, classes));
            for (var row = 0; row < 5; row++)
            {
                var label = row * (classes - 1) / 4;
                var (loss, gradient) = Twin.SoftmaxCrossEntropy(z, row, label, 1f / 5);
                Assert.Equal(loss, kernels.SoftmaxCrossEntropy(logits.View, row, label, 1f / 5, deltas.View));
                Assert.Equal(gradient, Enumerable.Range(0, classes).Select(column => deltas.View.At(row, column)));
            }

            MatrixPool.AssertEqual(Twin.Fill(5, classes, (row, column) => deltas.View.At(row, column)), deltas, 5, "padding", zeroPadding: true);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void SoftmaxAndSigmoidRows_OfEverySize_EqualTheirTwins(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var classes in Widths.Sizes)
        {
            using var pool = new MatrixPool();
            var z = Twin.Scale(MatrixPool.Dense(3, classes, 42), 20);
            var logits = pool.From(z);
            var result = new float[classes];
            for (var row = 0; row < 3; row++)
            {
                var (exponentials, sum, _) = Twin.Exponentials(z, row);
                kernels.SoftmaxRow(logits.View, row, result);
                Assert.Equal(exponentials.Select(exponential => exponential / sum), result);
                kernels.SigmoidRow(logits.View, row, result);
                Assert.Equal(Enumerable.Range(0, classes).Select(column => Twin.Sigmoid(z[row, column])), result);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void SoftmaxCrossEntropy_OfALabelFarBelow_IsFiniteAndExact(int bits)
    {
        var kernels = Widths.Kernels(bits);
        using var pool = new MatrixPool();
        var (logits, deltas) = (pool.From(new float[,] { { 900, -100, 0 } }), pool.Blank(1, 3));
        Assert.Equal(1000.0, kernels.SoftmaxCrossEntropy(logits.View, 0, 1, 1, deltas.View));
        Assert.Equal([1f, -1, 0], Enumerable.Range(0, 3).Select(column => deltas.View.At(0, column)));
    }

    [Theory]
    [InlineData(128, float.NaN)]
    [InlineData(256, float.NaN)]
    [InlineData(512, float.NaN)]
    [InlineData(128, float.PositiveInfinity)]
    [InlineData(256, float.PositiveInfinity)]
    [InlineData(512, float.PositiveInfinity)]
    public void SoftmaxCrossEntropy_OfALogitThatIsNotFinite_IsNotFinite(int bits, float bad)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var position in new[] { 0, 9, 69 })
        {
            using var pool = new MatrixPool();
            var z = MatrixPool.Dense(1, 70, 43);
            z[0, position] = bad;
            var (logits, deltas) = (pool.From(z), pool.Blank(1, 70));
            Assert.False(double.IsFinite(kernels.SoftmaxCrossEntropy(logits.View, 0, 1, 1, deltas.View)));
        }
    }
}
