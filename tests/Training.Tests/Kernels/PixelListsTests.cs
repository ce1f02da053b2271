using DropoutSweep.Training.Data;
using DropoutSweep.Training.Kernels;
using Xunit;

namespace DropoutSweep.Training.Tests.Kernels;

/// <summary>The lists that a data set's samples are gathered from.</summary>
public sealed class PixelListsTests
{
    /// <summary>More samples than one thread lists at once, and not a multiple of them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(2345)]
    public void Gather_OfManySamples_ListsEachOnesPixels(int samples)
    {
        const int Features = 150;
        int[] order = [.. Enumerable.Range(0, samples).Select(i => samples - 1 - i)];
        var sparse = new SparseBytes(samples, Features, order, seed: 3);

        Assert.Equal(sparse.Expected(), sparse.ByRow());
    }

    [Fact]
    public void Gather_OfSamplesThatAreAllZeroBetweenOthers_ListsNothingOfThem()
    {
        byte[] pixels = [0, 0, 0, 7, 0, 9, 0, 0, 0, 0, 0, 255];
        var batch = new SparseBatch(4, 3, live: null);

        batch.Gather(PixelLists.Create(pixels, 3), [0, 1, 2, 3], 1);

        Assert.Equal([(1, 0, 7f), (1, 2, 9f), (3, 2, 255f)], SparseBytes.ByRow(batch));
    }

    [Fact]
    public void Gather_EveryPixel_IsItsFloatTimesTheScale()
    {
        byte[] pixels = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var batch = new SparseBatch(1, 256, live: null);

        batch.Gather(PixelLists.Create(pixels, 256), [0], SparseBytes.Scale);

        Assert.Equal(Enumerable.Range(1, 255).Select(i => (0, i, i * SparseBytes.Scale)), SparseBytes.ByRow(batch));
    }

    [Fact]
    public void DatasetBytes_OfPixelsThatAreMostlyZero_CountTheirLists()
    {
        // 300 samples of 200 inputs in two blocks, 20 of which are not zero.
        var train = Samples(300, inked: 20);
        var test = Samples(30, inked: 20);
        var sparse = Of(train, test);
        Assert.Equal(train.Bytes + test.Bytes + (330 * ((20 * 4) + 4 + 2)), sparse.Bytes);

        var dense = Of(Samples(300, inked: 100), test);
        Assert.Equal((330 * 200) + 330, dense.Bytes);
    }

    private static SampleSet Samples(int count, int inked) =>
        SampleSet.FromPixels(200, Enumerable.Range(0, count * 200).Select(i => i % 200 < inked ? (byte)1 : (byte)0).ToArray(), new byte[count]);

    private static Dataset Of(SampleSet train, SampleSet test) => new()
    {
        Name = "lines",
        Description = "Lines",
        Task = LearningTask.Classification,
        Classes = 2,
        Train = train,
        Test = test,
        Fingerprint = "none",
    };
}
