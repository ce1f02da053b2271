using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Optimizers;
using DropoutSweep.Training.Tests.Optimizers;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>Products that skip zeros, and steps fused with the gradient, against the dense and unfused twins, bit for bit.</summary>
public sealed unsafe class SparseKernelTests
{
    private const int Features = 150;

    public static TheoryData<int> All => Widths.All;

    private static int[] Batch(int rows) => [.. Enumerable.Range(0, rows).Select(row => (row * 7) % 11)];

    [Theory]
    [MemberData(nameof(All))]
    public void SparseForward_OfEverySize_EqualsTheDenseTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var units in (int[])[.. Widths.Sizes, 192, 256])
        {
            foreach (var rows in new[] { 1, 5, Widths.MostRows })
            {
                using var pool = new MatrixPool();
                var sparse = new SparseBytes(11, Features, Batch(rows), units);
                var (w, b) = (MatrixPool.Dense(Features, units, 2), MatrixPool.Dense(1, units, 3));
                var masks = MatrixPool.Numbers(rows, units, 4);
                var (activated, output) = (pool.Blank(rows, units), pool.Blank(rows, units));

                kernels.SparseForward(Activation.Tanh, sparse.Batch, pool.From(w).View, pool.From(b).View.Data, activated.View, pool.From(masks).View, 1f, output.View);

                var expected = Twin.Forward(Activation.Tanh, sparse.Dense, w, b);
                MatrixPool.AssertEqual(expected, activated, rows, $"{units} units before masks");
                MatrixPool.AssertEqual(Twin.Multiply(expected, masks), output, rows, $"{units} units after masks");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void WeightGradient_OfSparseInput_EqualsTheDenseTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var units in (int[])[.. Widths.Sizes, 192])
        {
            foreach (var rows in new[] { 1, Widths.MostRows, 64 })
            {
                using var pool = new MatrixPool();
                var sparse = new SparseBytes(11, Features, Batch(rows), units);
                var d = MatrixPool.Dense(rows, units, 5);
                var gradient = pool.Blank(Features, units);

                kernels.WeightGradient(sparse.Batch, pool.From(d).View, gradient.View);

                MatrixPool.AssertEqual(Twin.WeightGradient(sparse.Dense, rows, d), gradient, Features, $"{units} units of {rows} rows");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void UpdateWeights_FusedWithTheGradient_EqualsGradientThenUpdate(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var units in new[] { 1, 16, 33, 64, 100, 192 })
        {
            foreach (var rows in new[] { 1, Widths.MostRows, 64 })
            {
                foreach (var rules in new[] { new GradientRules(0, float.PositiveInfinity), new GradientRules(0.01f, 0.02f) })
                {
                    AssertFusedEqualsUnfused(kernels, units, rows, rules);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void UpdateWeights_OfInputsThatAreAlwaysZero_LeavesThemAloneUnlessTheyDecay(int bits)
    {
        var kernels = Widths.Kernels(bits);
        using var pool = new MatrixPool();
        var sparse = new SparseBytes(11, Features, Batch(8), 1);
        var dead = Enumerable.Range(0, Features).Except(sparse.Live).First();
        foreach (var decay in new[] { 0f, 0.1f })
        {
            var weights = pool.From(MatrixPool.Dense(Features, 64, 3));
            var before = weights.View.At(dead, 5);
            var optimizer = new SgdOptimizer(new SgdOptions());
            optimizer.BeginStep(1, 0, 0.5);
            optimizer.Update(new Fused(kernels, sparse.Batch, pool.From(MatrixPool.Dense(8, 64, 4)).View, weights, [], new GradientRules(decay, float.PositiveInfinity)));

            Assert.Equal(decay != 0, weights.View.At(dead, 5) != before);
        }
    }

    private static void AssertFusedEqualsUnfused(IKernels kernels, int units, int rows, GradientRules rules)
    {
        using var pool = new MatrixPool();
        var sparse = new SparseBytes(11, Features, Batch(rows), units);
        var (w, d) = (MatrixPool.Dense(Features, units, 2), MatrixPool.Dense(rows, units, 3));
        var input = pool.From(sparse.Dense);
        var deltas = pool.From(d);
        var optimizer = new AdamOptimizer(new AdamOptions());
        optimizer.BeginStep(3, 0, 0.01);

        PanelMatrix[] Slots() => [pool.Zero(Features, units), pool.Zero(Features, units)];
        var (plain, plainSlots) = (pool.From(w), Slots());
        var gradient = pool.Zero(Features, units);
        kernels.WeightGradient(input.View, rows, deltas.View, gradient.View);
        OptimizerStep.Apply(optimizer, kernels, plain, gradient, plainSlots, rules);

        var (dense, denseSlots) = (pool.From(w), Slots());
        optimizer.Update(new Fused(kernels, input.View, rows, deltas.View, dense, denseSlots, rules));
        var (skipping, skippingSlots) = (pool.From(w), Slots());
        optimizer.Update(new Fused(kernels, sparse.Batch, deltas.View, skipping, skippingSlots, rules));

        foreach (var (expected, actual) in ((PanelMatrix, PanelMatrix)[])
            [(plain, dense), (plain, skipping), (plainSlots[0], denseSlots[0]), (plainSlots[0], skippingSlots[0]), (plainSlots[1], denseSlots[1]), (plainSlots[1], skippingSlots[1])])
        {
            Assert.Equal(expected.ToRowMajor(), actual.ToRowMajor());
        }
    }

    private sealed class Fused : IUpdateTarget
    {
        private readonly IKernels _kernels;
        private readonly SparseBatch? _sparse;
        private readonly PanelView _dense;
        private readonly int _rows;
        private readonly PanelView _deltas;
        private readonly PanelMatrix _weights;
        private readonly PanelMatrix[] _slots;
        private readonly GradientRules _rules;

        public Fused(IKernels kernels, SparseBatch input, PanelView deltas, PanelMatrix weights, PanelMatrix[] slots, GradientRules rules)
            : this(kernels, default, input.Rows, deltas, weights, slots, rules) => _sparse = input;

        public Fused(IKernels kernels, PanelView input, int rows, PanelView deltas, PanelMatrix weights, PanelMatrix[] slots, GradientRules rules)
        {
            (_kernels, _dense, _rows, _deltas, _weights, _slots, _rules) = (kernels, input, rows, deltas, weights, slots, rules);
        }

        public void Apply<TFormula>(TFormula formula)
            where TFormula : struct, IUpdateFormula
        {
            var block = OptimizerStep.Block(_weights, _weights, _slots);
            if (_sparse is not null)
            {
                _kernels.UpdateWeights(_sparse, _deltas, _weights.View, block, _rules, formula);
            }
            else
            {
                _kernels.UpdateWeights(_dense, _rows, _deltas, _weights.View, block, _rules, formula);
            }
        }
    }
}
