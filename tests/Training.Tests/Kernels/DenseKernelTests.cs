using DropoutSweep.Training.Configuration;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>Forward, backward and gradient products against their naive twins, bit for bit.</summary>
public sealed unsafe class DenseKernelTests
{
    private static readonly Activation[] Activations = [Activation.Relu, Activation.Tanh, Activation.Sigmoid, Activation.None];

    public static TheoryData<int> All => Widths.All;

    [Theory]
    [MemberData(nameof(All))]
    public void DenseForward_OfEverySize_EqualsItsTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var inputs in Widths.Sizes)
        {
            foreach (var units in Widths.Sizes)
            {
                using var pool = new MatrixPool();
                var (x, w, b) = (MatrixPool.Numbers(Widths.MostRows, inputs, 1), MatrixPool.Numbers(inputs, units, 2), MatrixPool.Dense(1, units, 3));
                var expected = Twin.Forward(Activation.Relu, x, w, b);
                var (input, weights, biases) = (pool.From(x), pool.From(w), pool.From(b));
                for (var rows = 1; rows <= Widths.MostRows; rows++)
                {
                    var output = pool.Blank(Widths.MostRows, units);
                    kernels.DenseForward(Activation.Relu, input.View, rows, weights.View, biases.View.Data, output.View, default, 1f, output.View);
                    MatrixPool.AssertEqual(expected, output, rows, $"{inputs} inputs");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void DenseForward_WithEachActivationMaskAndScale_EqualsItsTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var activation in Activations)
        {
            foreach (var units in Widths.Sizes)
            {
                foreach (var rows in new[] { 1, 8, Widths.MostRows })
                {
                    using var pool = new MatrixPool();
                    var (x, w, b) = (MatrixPool.Dense(Widths.MostRows, 33, 4), MatrixPool.Dense(33, units, 5), MatrixPool.Dense(1, units, 6));
                    var m = Twin.Scale(MatrixPool.Numbers(Widths.MostRows, units, 7), 3);
                    var (input, weights, biases, masks) = (pool.From(x), pool.From(w), pool.From(b), pool.From(m));
                    var (activated, output) = (pool.Blank(Widths.MostRows, units), pool.Blank(Widths.MostRows, units));
                    var expected = Twin.Forward(activation, x, w, b);

                    kernels.DenseForward(activation, input.View, rows, weights.View, biases.View.Data, activated.View, masks.View, 1f, output.View);
                    MatrixPool.AssertEqual(expected, activated, rows, $"{activation} before masks");
                    MatrixPool.AssertEqual(Twin.Multiply(expected, m), output, rows, $"{activation} after masks");

                    kernels.DenseForward(activation, input.View, rows, weights.View, biases.View.Data, activated.View, default, 0.7f, output.View);
                    MatrixPool.AssertEqual(expected, activated, rows, $"{activation} before scaling");
                    MatrixPool.AssertEqual(Twin.Scale(expected, 0.7f), output, rows, $"{activation} after scaling");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void DenseBackward_OfEverySize_EqualsItsTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var units in Widths.Sizes)
        {
            foreach (var inputs in Widths.Sizes)
            {
                using var pool = new MatrixPool();
                var (d, w, a) = (MatrixPool.Numbers(Widths.MostRows, units, 11), MatrixPool.Numbers(units, inputs, 12), MatrixPool.Numbers(Widths.MostRows, inputs, 13));
                var expected = Twin.Backward(Activation.Relu, d, w, a, null);
                var (deltas, weights, activated) = (pool.From(d), pool.From(w), pool.From(a));
                for (var rows = 1; rows <= Widths.MostRows; rows++)
                {
                    var result = pool.Blank(Widths.MostRows, inputs);
                    kernels.DenseBackward(Activation.Relu, deltas.View, rows, weights.View, activated.View, default, result.View);
                    MatrixPool.AssertEqual(expected, result, rows, $"{units} units", zeroPadding: true);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void DenseBackward_WithEachActivationAndMask_EqualsItsTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var activation in Activations)
        {
            foreach (var inputs in Widths.Sizes)
            {
                using var pool = new MatrixPool();
                var (d, w, a) = (MatrixPool.Dense(Widths.MostRows, 31, 14), MatrixPool.Dense(31, inputs, 15), MatrixPool.Numbers(Widths.MostRows, inputs, 16));
                var m = Twin.Scale(MatrixPool.Numbers(Widths.MostRows, inputs, 17), 2);
                var (deltas, weights, activated, masks, result) = (pool.From(d), pool.From(w), pool.From(a), pool.From(m), pool.Blank(Widths.MostRows, inputs));
                kernels.DenseBackward(activation, deltas.View, 11, weights.View, activated.View, masks.View, result.View);
                MatrixPool.AssertEqual(Twin.Backward(activation, d, w, a, m), result, 11, $"{activation}", zeroPadding: true);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void WeightGradient_OfEverySize_EqualsItsTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var inputs in Widths.Sizes)
        {
            foreach (var units in Widths.Sizes)
            {
                using var pool = new MatrixPool();
                var (x, d) = (MatrixPool.Numbers(Widths.MostRows, inputs, 21), MatrixPool.Numbers(Widths.MostRows, units, 22));
                var (input, deltas) = (pool.From(x), pool.From(d));
                foreach (var rows in new[] { 1, 2, 7, Widths.MostRows })
                {
                    var gradient = pool.Blank(inputs, units);
                    kernels.WeightGradient(input.View, rows, deltas.View, gradient.View);
                    MatrixPool.AssertEqual(Twin.WeightGradient(x, rows, d), gradient, inputs, $"{inputs} inputs, {rows} rows", zeroPadding: true);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void BiasGradient_OfEverySize_EqualsItsTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var units in Widths.Sizes)
        {
            using var pool = new MatrixPool();
            var d = MatrixPool.Numbers(Widths.MostRows, units, 23);
            var deltas = pool.From(d);
            for (var rows = 1; rows <= Widths.MostRows; rows++)
            {
                var gradient = pool.Blank(1, units);
                kernels.BiasGradient(deltas.View, rows, gradient.View.Data);
                MatrixPool.AssertEqual(Twin.ColumnSums(d, rows), gradient, 1, $"{rows} rows", zeroPadding: true);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void DenseForward_OfNaNAndInfinity_KeepsThemInTheirRow(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var activation in Activations)
        {
            using var pool = new MatrixPool();
            var (x, w, b) = (MatrixPool.Dense(5, 20, 24), MatrixPool.Dense(20, 18, 25), MatrixPool.Dense(1, 18, 26));
            (x[1, 3], x[3, 19]) = (float.NaN, float.PositiveInfinity);
            var (input, weights, biases, output) = (pool.From(x), pool.From(w), pool.From(b), pool.Blank(5, 18));
            kernels.DenseForward(activation, input.View, 5, weights.View, biases.View.Data, output.View, default, 1f, output.View);
            MatrixPool.AssertEqual(Twin.Forward(activation, x, w, b), output, 5, $"{activation}");
            Assert.True(float.IsNaN(output.View.At(1, 0)));
            Assert.True(float.IsFinite(output.View.At(2, 0)));
        }
    }
}
