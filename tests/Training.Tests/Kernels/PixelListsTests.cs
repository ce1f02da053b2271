using System.Security.Cryptography;
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
    public void Samples_MostlyZero_AreKeptAsListsAloneAndReadBack()
    {
        // 300 samples of 200 inputs in two blocks, 20 of which are not zero.
        byte[] pixels = [.. Enumerable.Range(0, 300 * 200).Select(i => i % 200 is >= 120 and < 140 ? (byte)((i % 255) + 1) : (byte)0)];
        var samples = SampleSet.FromPixels(200, pixels, new byte[300]);

        Assert.True(samples.HasPixels && samples.IsMostlyZero && samples.DensePixels.IsEmpty);
        Assert.Equal((4 * ((300 * 20) + 8)) + (4 * 301) + (2 * 300) + 300, samples.Bytes);
        Assert.Equal(pixels, samples.AllPixels());
        Assert.Equal(pixels[(7 * 200)..(8 * 200)], samples.PixelsOf(7));
        Assert.Equal(Enumerable.Range(120, 20), samples.Lists.LiveColumns());
        var piece = new byte[777];
        samples.CopyPixels(333, piece);
        Assert.Equal(pixels[333..(333 + 777)], piece);
    }

    [Fact]
    public void Create_OfNoSample_HasNone() => Assert.Empty(PixelLists.Create([], 3).LiveColumns());

    [Theory]
    [InlineData(0)]
    [InlineData(PixelLists.MostFeatures + 1)]
    public void Builder_OfFeaturesThatNoEntryCanName_IsRefused(int features) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(features), () => new PixelListsBuilder(1, features));

    [Fact]
    public void Samples_ThatAreNotMostlyZero_AreKeptAsTheyAre()
    {
        byte[] pixels = [.. Enumerable.Range(0, 30 * 200).Select(i => (byte)(i % 2))];
        var samples = SampleSet.FromPixels(200, pixels, new byte[30]);

        Assert.False(samples.IsMostlyZero);
        Assert.Equal((30 * 200) + 30, samples.Bytes);
        Assert.Equal(pixels, samples.AllPixels());
        Assert.Equal(pixels[400..600], samples.PixelsOf(2));
    }

    /// <summary>Which way it is kept makes no difference to what a data set is.</summary>
    [Fact]
    public void Fingerprint_OfMoreThanAPiece_IsOfTheBytes()
    {
        byte[] pixels = [.. Enumerable.Range(0, 3_000 * 700).Select(i => i % 11 == 0 ? (byte)(i % 253) : (byte)0)];
        var samples = SampleSet.FromPixels(700, pixels, new byte[3_000]);
        Assert.True(samples.IsMostlyZero);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var piece in pixels.Chunk(1 << 20))
        {
            hash.AppendData(SHA256.HashData(piece));
        }

        Assert.Equal(Convert.ToHexStringLower(hash.GetHashAndReset()), PiecesOf(samples));

        static string PiecesOf(SampleSet samples)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            DatasetFingerprint.AppendPieces(hash, samples.Count * samples.Features, samples.CopyPixels);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }
}
