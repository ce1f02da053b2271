using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Idx;
using Xunit;

namespace DropoutSweep.Training.Tests.Data.Idx;

/// <summary>Images that are listed as they are read, some 1,600 of this size at a time.</summary>
public sealed class PixelReaderTests : IDisposable
{
    private const int Side = 25;
    private const int Features = Side * Side;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>However full the later samples are, for which room has to be guessed: what is read is what the file holds, and what it takes is near the least.</summary>
    [Theory]
    [InlineData(1, 5, 5)]
    [InlineData(1_676, 5, 5)]
    [InlineData(1_677, 5, 5)]
    [InlineData(1_678, 5, 5)]
    [InlineData(4_500, 5, 5)]
    [InlineData(4_500, 9, 2)]
    [InlineData(4_500, 3, 40)]
    [InlineData(2_100, 1_000_000, 1)]
    [InlineData(2_100, 1, 1_000_000)]
    [InlineData(4_500, 5, 1)]
    [InlineData(1_800, 5, 1)]
    [InlineData(4_500, 3, 2)]
    [InlineData(2_100, 1_000_000, 1_000_000)]
    public void ReadSamples_OfManyImages_GivesTheFilesPixels(int samples, int firstEvery, int laterEvery)
    {
        var pixels = Pixels(samples, firstEvery, laterEvery);
        var expected = SampleSet.FromPixels(Features, pixels, new byte[samples]);

        var read = Read(samples, pixels);

        Assert.Equal((samples, Features), (read.Count, read.Features));
        Assert.Equal(firstEvery > 2 && expected.IsMostlyZero, read.IsMostlyZero);
        Assert.True(read.AllPixels().AsSpan().SequenceEqual(pixels));
        Assert.Equal(FingerprintOf(expected), FingerprintOf(read));
        Assert.InRange(read.Bytes, 0, read.IsMostlyZero ? expected.Bytes * 1.13 : samples * (Features + 1.0));
    }

    [Fact]
    public void ReadSamples_CutShortInALaterPart_SaysWhere()
    {
        var pixels = Pixels(3_000, 5, 5);
        var error = Assert.Throws<DataFormatException>(() => Read(3_000, pixels[..(2_400 * Features)]));

        Assert.Equal(16 + (2_400 * Features), error.Offset);
        Assert.Contains($"{3_000 * Features} bytes (3000 images of 25 × 25)", error.Expected, StringComparison.Ordinal);
        Assert.Contains($"the end of the file after {2_400 * Features} (unpacked content)", error.Found, StringComparison.Ordinal);
    }

    /// <summary>Pixels of which every so many is not zero, up to the 1,700th sample and from there on.</summary>
    private static byte[] Pixels(int samples, int firstEvery, int laterEvery)
    {
        var pixels = new byte[samples * Features];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = i % (i < 1_700 * Features ? firstEvery : laterEvery) == 0 ? (byte)((i % 255) + 1) : (byte)0;
        }

        return pixels;
    }

    private static string FingerprintOf(SampleSet samples) =>
        DatasetFingerprint.Compute(LearningTask.Classification, 1, Side, Side, samples, samples);

    private SampleSet Read(int samples, byte[] pixels)
    {
        var header = new byte[16];
        IdxSamples.Header(header, 0x803, samples, Side, Side);
        return IdxReader.ReadSamples(
            _folder.Write("images", IdxSamples.Gzip([.. header, .. pixels])),
            _folder.Write("labels", IdxSamples.Labels(new byte[samples])),
            classes: 1,
            shape => Assert.Equal(new IdxShape(samples, Side, Side), shape),
            TestContext.Current.CancellationToken);
    }
}
