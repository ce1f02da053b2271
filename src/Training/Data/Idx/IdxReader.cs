using System.Buffers.Binary;

namespace DropoutSweep.Training.Data.Idx;

/// <summary>
/// Reads IDX files of unsigned bytes, gzipped or not (told by content, not by name): images (magic 0x00000803, three
/// dimensions) and labels (magic 0x00000801, one dimension), as LeCun, Cortes and Burges describe them at the MNIST
/// database. Every defect is one <see cref="DataFormatException"/>.
/// </summary>
public static class IdxReader
{
    private const uint ImagesMagic = 0x00000803;
    private const uint LabelsMagic = 0x00000801;
    private const int MaximumSide = 4096;

    /// <summary>The images of a file.</summary>
    /// <exception cref="DataFormatException">It does not exist, is damaged, truncated or too long, or is no file of images.</exception>
    internal static IdxImages ReadImages(string path, CancellationToken cancellationToken) => ReadImages(path, static _ => { }, cancellationToken);

    /// <param name="path">The file.</param>
    /// <param name="counted">Told the number of images that the file says it has, before memory is taken for them.</param>
    /// <param name="cancellationToken">Cancels.</param>
    private static IdxImages ReadImages(string path, Action<int> counted, CancellationToken cancellationToken)
    {
        using var content = IdxContent.Open(path, cancellationToken);
        Span<byte> header = stackalloc byte[16];
        ReadHeader(content, header, ImagesMagic, "images");
        var count = Dimension(content, header, 4, "number of images", int.MaxValue);
        var height = Dimension(content, header, 8, "height", MaximumSide);
        var width = Dimension(content, header, 12, "width", MaximumSide);
        counted(count);
        var bytes = (long)count * height * width;
        content.Claim(bytes, $"{count} images of {height} × {width}");
        return new IdxImages(count, height, width, PixelReader.Read(content, count, height * width));
    }

    /// <summary>The labels of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classes">Number of classes, 1 to 256: labels are below it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="DataFormatException">It does not exist, is damaged, truncated or too long, is no file of labels, or holds a label out of range.</exception>
    public static byte[] ReadLabels(string path, int classes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 256);
        using var content = IdxContent.Open(path, cancellationToken);
        Span<byte> header = stackalloc byte[8];
        ReadHeader(content, header, LabelsMagic, "labels");
        var count = Dimension(content, header, 4, "number of labels", int.MaxValue);
        content.Claim(count, $"{count} labels");
        var labels = GC.AllocateUninitializedArray<byte>(count);
        content.ReadClaimed(labels);
        content.EndClaim();
        var wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        if (wrong >= 0)
        {
            throw content.Error(header.Length + wrong, $"a label from 0 to {classes - 1}", $"{labels[wrong]}");
        }

        return labels;
    }

    /// <summary>Images and their labels.</summary>
    /// <exception cref="DataFormatException">Either file is defective, or they hold different numbers of samples.</exception>
    public static (SampleSet Samples, int Height, int Width) ReadSamples(string imagesPath, string labelsPath, int classes, CancellationToken cancellationToken)
    {
        // Labels first: they are read in no time, and what is wrong with them is told before the long read.
        var labels = ReadLabels(labelsPath, classes, cancellationToken);
        var images = ReadImages(imagesPath, CheckCount, cancellationToken);
        return (SampleSet.FromPixels(images.Height * images.Width, images.Pixels, labels), images.Height, images.Width);

        void CheckCount(int images)
        {
            if (images != labels.Length)
            {
                throw new DataFormatException(labelsPath, 4, $"{images} labels, one for each image of {imagesPath}", $"{labels.Length}");
            }
        }
    }

    private static void ReadHeader(IdxContent content, Span<byte> header, uint magic, string what)
    {
        var got = content.Read(header);
        if (got >= 4)
        {
            var found = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (found != magic)
            {
                var hint = found switch
                {
                    ImagesMagic => " (a file of images)",
                    LabelsMagic => " (a file of labels)",
                    _ => "",
                };
                throw content.Error(0, $"the magic number 0x{magic:x8} of an IDX file of {what}", $"0x{found:x8}{hint}");
            }
        }

        if (got < header.Length)
        {
            throw content.Error(got, $"a header of {header.Length} bytes", $"the end of the file after {got}");
        }
    }

    private static int Dimension(IdxContent content, ReadOnlySpan<byte> header, int offset, string what, int maximum)
    {
        var value = BinaryPrimitives.ReadUInt32BigEndian(header[offset..]);
        return value >= 1 && value <= (uint)maximum ? (int)value : throw content.Error(offset, $"a {what} from 1 to {maximum}", $"{value}");
    }
}
