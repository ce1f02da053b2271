using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Networks;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>Lists of hidden units that are not zero: what they hold, and that skipping the others changes no bit.</summary>
public sealed unsafe class HiddenListTests
{
    public static TheoryData<int> All => Widths.All;

    [Fact]
    public void Gather_OfEverySize_ListsWhatIsNotZero()
    {
        foreach (var columns in (int[])[.. Widths.Sizes, 192, 300])
        {
            using var pool = new MatrixPool();
            var values = MostlyZero(Widths.MostRows, columns);
            var lists = new SparseBatch(Widths.MostRows, columns, live: null);

            lists.Gather(pool.From(values).View, Widths.MostRows - 1);

            var found = new List<(int, int, float)>();
            for (var row = 0; row < lists.Rows; row++)
            {
                for (var block = 0; block < lists.Blocks; block++)
                {
                    for (var i = lists.RowStarts[(row * lists.Blocks) + block]; i < lists.RowStarts[(row * lists.Blocks) + block + 1]; i++)
                    {
                        Assert.Equal(block, lists.ByRow[i].Index / SparseBatch.BlockColumns);
                        found.Add((row, lists.ByRow[i].Index, lists.ByRow[i].Value));
                    }
                }
            }

            var expected = from row in Enumerable.Range(0, Widths.MostRows - 1)
                           from column in Enumerable.Range(0, columns)
                           where values[row, column] != 0
                           select (row, column, values[row, column]);
            Assert.Equal(expected, found);
            Assert.Equal(found.Count, lists.Count);
        }
    }

    [Fact]
    public void SortByColumn_OfListedFloats_KeepsRowsAscendingInEachColumn()
    {
        foreach (var columns in (int[])[.. Widths.Sizes, 192, 300])
        {
            using var pool = new MatrixPool();
            var values = MostlyZero(Widths.MostRows, columns);
            var lists = new SparseBatch(Widths.MostRows, columns, [.. Enumerable.Range(0, columns)]);

            // Twice: what was counted before is forgotten.
            lists.Gather(pool.From(values).View, Widths.MostRows);
            lists.Gather(pool.From(values).View, Widths.MostRows - 1);
            lists.SortByColumn();

            var found = from column in Enumerable.Range(0, columns)
                        from i in Enumerable.Range(column * lists.ColumnStride, lists.ColumnEnds[column] - (column * lists.ColumnStride))
                        select (column, lists.ByColumn[i].Index, lists.ByColumn[i].Value);
            var expected = from column in Enumerable.Range(0, columns)
                           from row in Enumerable.Range(0, Widths.MostRows - 1)
                           where values[row, column] != 0
                           select (column, row, values[row, column]);
            Assert.Equal(expected, found);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void SparseBackward_OfEverySize_EqualsTheDenseTwin(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var activation in new[] { Activation.Relu, Activation.Tanh, Activation.Sigmoid, Activation.None })
        {
            foreach (var inputs in (int[])[.. Widths.Sizes, 192, 256])
            {
                const int Units = 150;
                using var pool = new MatrixPool();
                var (d, w, a) = (MostlyZero(Widths.MostRows, Units), MatrixPool.Dense(Units, inputs, 15), MatrixPool.Numbers(Widths.MostRows, inputs, 16));
                var m = MatrixPool.Numbers(Widths.MostRows, inputs, 17);
                var lists = new SparseBatch(Widths.MostRows, Units, live: null);
                lists.Gather(pool.From(d).View, Widths.MostRows);
                var result = pool.Blank(Widths.MostRows, inputs);

                kernels.SparseBackward(activation, lists, pool.From(w).View, pool.From(a).View, pool.From(m).View, result.View);

                MatrixPool.AssertEqual(Twin.Backward(activation, d, w, a, m), result, Widths.MostRows, $"{activation}, {inputs} inputs", zeroPadding: true);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void AreFinite_WithOneThatIsNot_IsFalse(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var value in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            foreach (var (row, column) in new[] { (0, 0), (4, 63), (6, 64), (6, 69) })
            {
                using var pool = new MatrixPool();
                var values = MatrixPool.Dense(7, 70, 1);
                Assert.True(kernels.AreFinite(pool.From(values).View));

                values[row, column] = value;

                Assert.False(kernels.AreFinite(pool.From(values).View));
            }
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-8f)]
    public void Infer_SkippingHiddenZeros_GivesTheSameBits(float bias)
    {
        var network = Network(bias);
        var plain = Infer(network, skipZeros: false, out _);

        var skipped = Infer(network, skipZeros: true, out var listed);

        Assert.Equal(plain, skipped);
        // With biases at zero about half the units are zero, and lists need not pay; far below zero most are.
        Assert.True(listed > 0);
        Assert.True(bias == 0 || listed < 10 * 200 / 2);
    }

    [Fact]
    public void HasFiniteWeights_WithOneInfinite_IsFalse()
    {
        var network = Network(0);
        Assert.True(network.HasFiniteWeights());

        network.Layers[1].Weights.View.At(7, 3) = float.PositiveInfinity;

        Assert.False(network.HasFiniteWeights());
    }

    private static float[] Infer(DenseNetwork network, bool skipZeros, out int listed)
    {
        var workspace = new Workspace(network, rows: 10, masks: false, deltas: false, live: null, lists: true);
        for (var row = 0; row < 10; row++)
        {
            for (var column = 0; column < network.Inputs; column++)
            {
                workspace.Input.At(row, column) = ((row * 31) + (column * 17)) % 23;
            }
        }

        network.Infer(workspace, 10, skipZeros);
        listed = skipZeros ? workspace.HiddenLists[1]!.Count : 0;
        return [.. from row in Enumerable.Range(0, 10) from column in Enumerable.Range(0, network.Outputs) select workspace.Logits.At(row, column)];
    }

    private static DenseNetwork Network(float bias)
    {
        var options = new ModelOptions { Hidden = [new LayerOptions { Units = 200 }, new LayerOptions { Units = 150 }] };
        var network = new DenseNetwork(options, 20, 5, KernelSet.Best);
        network.Initialize(3);
        var layers = network.ToModel().Layers;
        network.Load([layers[0] with { Biases = [.. Enumerable.Repeat(bias, 200)] }, .. layers.Skip(1)]);
        return network;
    }

    private static float[,] MostlyZero(int rows, int columns)
    {
        var values = MatrixPool.Dense(rows, columns, 5);
        return Twin.Fill(rows, columns, (row, column) => (row + (3 * column)) % 4 == 0 ? values[row, column] : row % 2 == 0 ? 0f : -0f);
    }
}
