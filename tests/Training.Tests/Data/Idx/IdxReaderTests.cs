using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Idx;
using Xunit;

namespace DropoutSweep.Training.Tests.Data.Idx;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadSamples_IntactFiles_GivesTheirContent(bool gzipped)
    {
        var images = IdxSamples.Images(3, 2, 5);
        IdxShape? shape = null;
        var samples = IdxReader.ReadSamples(
            File("images", images, gzipped), File("labels", IdxSamples.Labels(9, 0, 4), gzipped), 10, found => shape = found, TestContext.Current.CancellationToken);
        Assert.Equal((3, 10, new IdxShape(3, 2, 5)), (samples.Count, samples.Features, shape));
        Assert.Equal(images[16..], samples.AllPixels());
        Assert.Equal([9, 0, 4], samples.Labels.ToArray());
    }

    [Fact]
    public void ReadImages_LabelsFile_SaysSo() =>
        Images(IdxSamples.Labels(1, 2), 0, "magic number 0x00000803", "0x00000801 (a file of labels)");

    [Fact]
    public void ReadLabels_ImagesFile_SaysSo() =>
        Labels(IdxSamples.Images(1, 1, 1), 0, "magic number 0x00000801", "0x00000803 (a file of images)");

    [Fact]
    public void ReadImages_WrongMagic_SaysWhatItFound() =>
        Images([0xde, 0xad, 0xbe, 0xef, 0, 0], 0, "0x00000803", "0xdeadbeef");

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(15)]
    public void ReadImages_HeaderCutShort_SaysWhere(int length) =>
        Images(IdxSamples.Images(1, 2, 2)[..length], length, "a header of 16 bytes", $"the end of the file after {length}");

    [Fact]
    public void ReadImages_PlainFileCutShort_ClaimsNoMemory() =>
        Images(IdxSamples.Images(3, 2, 2)[..^5], 16, "12 bytes (3 images of 2 × 2)", "at most 7");

    [Fact]
    public void ReadImages_GzippedContentCutShort_SaysWhere() =>
        Images(IdxSamples.Images(3, 2, 2)[..^5], 16 + 7, "12 bytes (3 images of 2 × 2)", "the end of the file after 7 (unpacked content)", gzipped: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadImages_TrailingBytes_SaysWhere(bool gzipped) =>
        Images([.. IdxSamples.Images(3, 2, 2), 1], 16 + 12, "the end of the file after 3 images of 2 × 2", "further bytes", gzipped);

    [Theory]
    [InlineData(0, 4, "number of images")]
    [InlineData(1, 8, "height")]
    [InlineData(2, 12, "width")]
    public void ReadImages_DimensionZero_SaysWhich(int dimension, long offset, string what)
    {
        int[] numbers = [0x803, 2, 2, 2];
        numbers[dimension + 1] = 0;
        var bytes = IdxSamples.Images(2, 2, 2);
        IdxSamples.Header(bytes, numbers);
        Images(bytes, offset, what, "0");
    }

    [Fact]
    public void ReadImages_DimensionNegative_IsReadUnsigned()
    {
        var bytes = IdxSamples.Images(1, 2, 2);
        IdxSamples.Header(bytes, 0x803, 1, -1, 2);
        Images(bytes, 8, "a height from 1 to 4096", "4294967295");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadImages_AbsurdCount_ClaimsNoMemory(bool gzipped)
    {
        var bytes = IdxSamples.Images(1, 2, 2);
        IdxSamples.Header(bytes, 0x803, int.MaxValue, 4096, 4096);
        Images(bytes, 16, "bytes (2147483647 images of 4096 × 4096)", "at most", gzipped);
    }

    [Fact]
    public void ReadLabels_LabelOutOfRange_SaysWhere() =>
        Labels(IdxSamples.Labels(0, 9, 10, 255), 8 + 2, "a label from 0 to 9", "10");

    [Fact]
    public void ReadSamples_CountsDiffer_NamesBoth()
    {
        var images = File("images", IdxSamples.Images(3, 2, 2), gzipped: false);
        var labels = File("labels", IdxSamples.Labels(1, 2), gzipped: false);
        Check(Samples(images, labels), labels, 4, $"3 labels, one for each image of {images}", "2");
    }

    /// <summary>Before what follows the header is read, of which there may be gigabytes.</summary>
    [Fact]
    public void ReadSamples_CountsDifferAndImagesCutShort_NamesBoth()
    {
        var images = File("images", IdxSamples.Images(300, 2, 2)[..500], gzipped: true);
        var labels = File("labels", IdxSamples.Labels(1, 2), gzipped: false);
        Check(Samples(images, labels), labels, 4, $"300 labels, one for each image of {images}", "2");
    }

    /// <summary>A number that the file cannot hold is the images' fault, however many labels there are.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadSamples_AbsurdCount_BlamesTheImages(bool gzipped)
    {
        var bytes = IdxSamples.Images(2, 2, 2);
        IdxSamples.Header(bytes, 0x803, int.MaxValue, 28, 28);
        var images = File("images", bytes, gzipped);
        var labels = File("labels", IdxSamples.Labels(1, 2), gzipped: false);
        Check(Samples(images, labels), images, 16, "bytes (2147483647 images of 28 × 28)", "at most");
    }

    /// <summary>What a data set expects is asked before memory is taken: here the pixels that the header promises do not follow.</summary>
    [Fact]
    public void ReadSamples_RefusedByTheDataSet_ReadsNoFurther()
    {
        var images = File("images", IdxSamples.Images(200, 20, 20)[..1000], gzipped: true);
        var labels = File("labels", IdxSamples.Labels(new byte[200]), gzipped: true);
        var refusal = new DataFormatException(images, 8, "images of 28 × 28", "20 × 20");
        Assert.Same(refusal, Assert.Throws<DataFormatException>(
            () => IdxReader.ReadSamples(images, labels, 10, _ => throw refusal, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void ReadImages_GzipDataChanged_SaysDamaged()
    {
        var packed = IdxSamples.Gzip(IdxSamples.Images(200, 8, 8));
        packed[packed.Length / 2] ^= 0xFF;
        var path = _folder.Write("images", packed);
        var error = Assert.Throws<DataFormatException>(() => IdxReader.ReadImages(path, Any, TestContext.Current.CancellationToken));
        Assert.Equal(path, error.File);
        Assert.NotNull(error.Offset);
    }

    [Theory]
    [InlineData(-8)] // the sum of the content
    [InlineData(-4)] // its length
    public void ReadImages_GzipTrailerChanged_SaysDamaged(int fromEnd)
    {
        var packed = IdxSamples.Gzip(IdxSamples.Images(20, 8, 8));
        packed[packed.Length + fromEnd] ^= 1;
        var path = _folder.Write("images", packed);
        Assert.Equal(path, Assert.Throws<DataFormatException>(() => IdxReader.ReadImages(path, Any, TestContext.Current.CancellationToken)).File);
    }

    [Fact]
    public void ReadImages_GzipCutShortAnywhere_SaysSo()
    {
        var packed = IdxSamples.Gzip(IdxSamples.Images(20, 8, 8));
        for (var length = 0; length < packed.Length; length++)
        {
            var path = _folder.Write("images", packed[..length]);
            var error = Assert.Throws<DataFormatException>(() => IdxReader.ReadImages(path, Any, TestContext.Current.CancellationToken));
            Assert.Equal(path, error.File);
        }
    }

    [Fact]
    public void ReadImages_BytesAfterGzip_SaysSo()
    {
        var path = _folder.Write("images", [.. IdxSamples.Gzip(IdxSamples.Images(20, 8, 8)), 1, 2, 3, 4, 5]);
        var error = Assert.Throws<DataFormatException>(() => IdxReader.ReadImages(path, Any, TestContext.Current.CancellationToken));
        Assert.Contains("cut short or goes on after its end", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadImages_NoFile_NamesIt()
    {
        var error = Assert.Throws<DataFormatException>(() => IdxReader.ReadImages(_folder["none"], Any, TestContext.Current.CancellationToken));
        Assert.Equal(_folder["none"], error.File);
        Assert.Null(error.Offset);
    }

    [Fact]
    public void ReadImages_Cancelled_Throws()
    {
        var path = File("images", IdxSamples.Images(3, 2, 2), gzipped: true);
        Assert.Throws<OperationCanceledException>(() => IdxReader.ReadImages(path, Any, new CancellationToken(canceled: true)));
    }

    private static void Any(IdxShape shape)
    {
        // Whatever it is.
    }

    private static DataFormatException Samples(string images, string labels) =>
        Assert.Throws<DataFormatException>(() => IdxReader.ReadSamples(images, labels, 10, Any, TestContext.Current.CancellationToken));

    private string File(string name, byte[] content, bool gzipped) => _folder.Write(name, gzipped ? IdxSamples.Gzip(content) : content);

    private void Images(byte[] content, long offset, string expected, string found, bool gzipped = false)
    {
        var path = File("images", content, gzipped);
        Check(Assert.Throws<DataFormatException>(() => IdxReader.ReadImages(path, Any, TestContext.Current.CancellationToken)), path, offset, expected, found);
    }

    private void Labels(byte[] content, long offset, string expected, string found)
    {
        var path = File("labels", content, gzipped: false);
        Check(Assert.Throws<DataFormatException>(() => IdxReader.ReadLabels(path, 10, TestContext.Current.CancellationToken)), path, offset, expected, found);
    }

    private static void Check(DataFormatException error, string path, long offset, string expected, string found)
    {
        Assert.Equal((path, offset), (error.File, error.Offset));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
        Assert.Contains(found, error.Found, StringComparison.Ordinal);
        Assert.Equal($"{path}, byte {offset}: expected {error.Expected}, found {error.Found}.", error.Message);
    }
}
