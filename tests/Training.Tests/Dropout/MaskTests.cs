using DropoutSweep.Training.Dropout;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Randomness;
using DropoutSweep.Training.Tests.Kernels;
using Xunit;

namespace DropoutSweep.Training.Tests.Dropout;

/// <summary>Masks against scalar Philox by the documented counters, and their statistics.</summary>
public sealed class MaskTests
{
    private static readonly StreamKey Key = new(0xFEDCBA9876543210, Purpose.Dropout, 3, 0x1_0000_0005);

    public static TheoryData<int> All => Widths.All;

    [Theory]
    [MemberData(nameof(All))]
    public void FillMasks_OfBernoulli_IsScalarPhiloxByTheDocumentedCounters(int bits)
    {
        var kernels = Widths.Kernels(bits);
        var noise = new BernoulliNoise(0x4CCCCCCD, 1.25f);
        foreach (var columns in Widths.Sizes)
        {
            for (var rows = 1; rows <= Widths.MostRows; rows++)
            {
                using var pool = new MatrixPool();
                var masks = pool.Blank(Widths.MostRows, columns);
                kernels.FillMasks(Key, masks.View, rows, noise);
                var expected = Twin.Fill(rows, columns, (row, column) => Words(columns, row, column)[Word(columns, row, column)] >= noise.Threshold ? 1.25f : 0);
                AssertFirstRows(expected, masks);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void FillMasks_OfGaussian_IsBoxAndMullerOfScalarPhilox(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var columns in Widths.Sizes)
        {
            using var pool = new MatrixPool();
            var masks = pool.Blank(Widths.MostRows, columns);
            kernels.FillMasks(Key, masks.View, Widths.MostRows, new GaussianNoise(0.75f));
            var view = masks.View;
            for (var row = 0; row < Widths.MostRows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    var words = Words(columns, row, column);
                    var word = Word(columns, row, column);
                    var radius = Math.Sqrt(-2 * Math.Log(((words[word & 2] >> 8) + 1) / 16777216.0));
                    var angle = 2 * Math.PI * words[(word & 2) + 1] / 4294967296.0;
                    var expected = 1 + (0.75 * radius * ((word & 1) == 0 ? Math.Cos(angle) : Math.Sin(angle)));
                    Assert.Equal(expected, view.At(row, column), 4e-6);
                }
            }
        }
    }

    [Fact]
    public void FillMasks_OfGaussian_HasTheSameBitsAtEveryWidth()
    {
        foreach (var columns in Widths.Sizes)
        {
            using var pool = new MatrixPool();
            var narrow = pool.Blank(Widths.MostRows, columns);
            new VectorKernels<ScalarSimd, float, uint>().FillMasks(Key, narrow.View, Widths.MostRows, new GaussianNoise(1.5f));
            foreach (var bits in new[] { 128, 256, System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? 512 : 256 })
            {
                var wide = pool.Blank(Widths.MostRows, columns);
                Widths.Kernels(bits).FillMasks(Key, wide.View, Widths.MostRows, new GaussianNoise(1.5f));
                Assert.Equal(narrow.ToRowMajor().Select(BitConverter.SingleToInt32Bits), wide.ToRowMajor().Select(BitConverter.SingleToInt32Bits));
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void FillMasks_WithMoreCapacity_GivesTheSameMasks(int bits)
    {
        var kernels = Widths.Kernels(bits);
        foreach (var columns in Widths.Sizes)
        {
            using var pool = new MatrixPool();
            var (tight, roomy) = (pool.Blank(5, columns), pool.Blank(200, columns));
            kernels.FillMasks(Key, tight.View, 5, new BernoulliNoise(1u << 31, 2));
            kernels.FillMasks(Key, roomy.View, 200, new BernoulliNoise(1u << 31, 2));
            Assert.Equal(tight.ToRowMajor(), roomy.ToRowMajor()[..(5 * columns)]);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void FillMasks_OfBernoulli_DropsAtTheRateAndKeepsTheMean(double rate)
    {
        var kept = (float)(1 / (1 - rate));
        var values = Fill(Key, new BernoulliNoise((uint)Math.Round(rate * (1L << 32)), kept));
        var dropped = values.Count(value => value == 0) / (double)values.Length;
        Assert.Equal(rate, dropped, 5 * Math.Sqrt(rate * (1 - rate) / values.Length));
        Assert.All(values, value => Assert.True(value == 0 || value == kept));
        Assert.Equal(1, values.Average(), (5 * Math.Sqrt(rate / (1 - rate) / values.Length)) + 1e-6);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void FillMasks_OfGaussian_HasTheMomentsOfItsRate(double rate)
    {
        var variance = rate / (1 - rate);
        var values = Fill(Key, new GaussianNoise((float)Math.Sqrt(variance)));
        var n = (double)values.Length;
        var standard = values.Select(value => (value - 1) / Math.Sqrt(variance)).ToArray();
        Assert.Equal(0, standard.Average(), 5 / Math.Sqrt(n));
        Assert.Equal(1, standard.Average(z => z * z), 5 * Math.Sqrt(2 / n));
        Assert.Equal(0, standard.Average(z => z * z * z), 5 * Math.Sqrt(15 / n));
        Assert.Equal(3, standard.Average(z => z * z * z * z), 5 * Math.Sqrt(96 / n));
        Assert.Equal(0.6826895, standard.Count(z => Math.Abs(z) < 1) / n, 5 * Math.Sqrt(0.22 / n));
        Assert.All(standard, z => Assert.InRange(z, -5.8, 5.8));
    }

    [Fact]
    public void FillMasks_ForAnotherKey_IsIndependent()
    {
        var noise = new BernoulliNoise(1u << 31, 1);
        var here = Fill(Key, noise);
        StreamKey[] others =
        [
            Key with { Seed = Key.Seed ^ 1 },
            Key with { Seed = Key.Seed ^ (1UL << 63) },
            Key with { Layer = 4 },
            Key with { Step = Key.Step + 1 },
            Key with { Step = Key.Step - (1L << 32) },
            Key with { Purpose = Purpose.MonteCarlo },
        ];
        Assert.All(others, other =>
        {
            var same = here.Zip(Fill(other, noise)).Count(pair => pair.First == pair.Second) / (double)here.Length;
            Assert.Equal(0.5, same, 5 * 0.5 / Math.Sqrt(here.Length));
        });
    }

    [Fact]
    public void FillMasks_OfNeighbouringRowsAndColumns_IsUncorrelated()
    {
        const int columns = 128;
        var values = Fill(Key, new BernoulliNoise(1u << 31, 1), columns);
        foreach (var distance in new[] { 1, 4, 16, 64, columns })
        {
            var same = Enumerable.Range(0, values.Length - distance).Count(i => values[i] == values[i + distance]) / (double)(values.Length - distance);
            Assert.Equal(0.5, same, 5 * 0.5 / Math.Sqrt(values.Length));
        }
    }

    private static float[] Fill<TNoise>(StreamKey key, TNoise noise, int columns = 100)
        where TNoise : struct, IMaskNoise
    {
        using var pool = new MatrixPool();
        var masks = pool.Zero(2000, columns);
        KernelSet.Best.FillMasks(key, masks.View, 2000, noise);
        return masks.ToRowMajor();
    }

    // Panels of 64 columns, the last as wide as its columns rounded up to 16; in a panel, rows one after another;
    // groups of 64 elements, made by 16 blocks of four words, word w of block l being element 16w + l.
    private static (int Panel, int Block, int Word) Place(int columns, int row, int column)
    {
        var panel = column / 64;
        var width = Math.Min(64, ((columns - (64 * panel)) + 15) / 16 * 16);
        var (group, element) = Math.DivRem((row * width) + (column % 64), 64);
        return (panel, (16 * group) + (element % 16), element / 16);
    }

    private static int Word(int columns, int row, int column) => Place(columns, row, column).Word;

    private static uint[] Words(int columns, int row, int column)
    {
        var (panel, block, _) = Place(columns, row, column);
        var counter = ((uint)panel * 1_048_576) + (uint)block;
        var (r0, r1, r2, r3) = Philox.Block(counter, (uint)Key.Step, (uint)(Key.Step >> 32), ((uint)Key.Purpose << 16) | (uint)Key.Layer, (uint)Key.Seed, (uint)(Key.Seed >> 32));
        return [r0, r1, r2, r3];
    }

    private static void AssertFirstRows(float[,] expected, PanelMatrix masks)
    {
        for (var row = 0; row < expected.GetLength(0); row++)
        {
            for (var column = 0; column < expected.GetLength(1); column++)
            {
                Assert.Equal(expected[row, column], masks.View.At(row, column));
            }
        }
    }
}
