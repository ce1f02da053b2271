using DropoutSweep.Training.Kernels;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>The lists of a sparse batch against the dense matrix that they stand for.</summary>
public sealed class SparseBatchTests
{
    public static TheoryData<int> Features => [1, 7, 63, 64, 65, 127, 128, 200, 511, 512, 513, 784, 1100];

    [Theory]
    [MemberData(nameof(Features))]
    public void Gather_OfSamplesInAnyOrder_ListsWhatIsNotZeroByRow(int features)
    {
        var sparse = new SparseBytes(6, features, [5, 0, 3, 3, 1], features);

        Assert.Equal(sparse.Expected(), sparse.ByRow());
    }

    [Theory]
    [MemberData(nameof(Features))]
    public void SortByColumn_KeepsRowsAscendingInEachColumn(int features)
    {
        var sparse = new SparseBytes(6, features, [5, 0, 3, 3, 1], features);

        Assert.Equal([.. sparse.Expected().OrderBy(entry => entry.Column).ThenBy(entry => entry.Row)], sparse.ByColumn());
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(700)]
    public void SortByColumn_OfMoreRowsThanAByteCounts_KeepsAll(int rows)
    {
        var sparse = new SparseBytes(3, 70, [.. Enumerable.Range(0, rows).Select(i => i % 3)], 5);

        Assert.Equal([.. sparse.Expected().OrderBy(entry => entry.Column).ThenBy(entry => entry.Row)], sparse.ByColumn());
    }

    [Fact]
    public void Gather_OfFewerRowsThanBefore_ForgetsTheOthers()
    {
        var sparse = new SparseBytes(6, 100, [0, 1, 2, 3, 4, 5], 4);

        sparse.Batch.Gather(PixelLists.Create(sparse.Pixels, 100), [2], SparseBytes.Scale);
        sparse.Batch.SortByColumn();

        Assert.Equal(1, sparse.Batch.Rows);
        Assert.Equal(new SparseBytes(6, 100, [2], 4).ByRow(), sparse.ByRow());
        Assert.Equal(new SparseBytes(6, 100, [2], 4).ByColumn(), sparse.ByColumn());
    }

    [Theory]
    [MemberData(nameof(Features))]
    public unsafe void Gather_OfSamplesWithoutZeros_ListsEveryPixel(int features)
    {
        byte[] pixels = [.. Enumerable.Range(0, 2 * features).Select(i => (byte)((i % 255) + 1))];
        var batch = new SparseBatch(2, features, live: null);

        batch.Gather(PixelLists.Create(pixels, features), [1, 0], SparseBytes.Scale);

        Assert.Equal(2 * features, batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            var (row, column) = (i / features, i % features);
            Assert.Equal((column, pixels[((1 - row) * features) + column] * SparseBytes.Scale), (batch.ByRow[i].Index, batch.ByRow[i].Value));
        }
    }

    [Fact]
    public void MultiplyBy_Masks_MultipliesEachEntry()
    {
        var sparse = new SparseBytes(4, 130, [3, 1, 0], 8);
        using var pool = new MatrixPool();
        var masks = MatrixPool.Dense(3, 130, 9);

        sparse.Batch.MultiplyBy(pool.From(masks).View);

        Assert.Equal([.. sparse.Expected().Select(entry => entry with { Value = entry.Value * masks[entry.Row, entry.Column] })], sparse.ByRow());
    }

    [Fact]
    public void Scale_MultipliesEachEntry()
    {
        var sparse = new SparseBytes(4, 130, [3, 1, 0], 8);

        sparse.Batch.Scale(0.8f);

        Assert.Equal([.. sparse.Expected().Select(entry => entry with { Value = entry.Value * 0.8f })], sparse.ByRow());
    }
}
