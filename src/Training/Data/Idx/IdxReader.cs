using System.Buffers.Binary;

namespace DropoutSweep.Training.Data.Idx;

/// <summary>
/// Reads IDX files of unsigned bytes, gzipped or not (told by content, not by name): images (magic 0x00000803, three
/// dimensions) and labels (magic 0x00000801, one dimension), as LeCun, Cortes and Burges describe them at the MNIST
/// database. Every defect is one <see cref="DataFormatException"/>.
/// </summary>
internal static class IdxReader
{
    private const uint ImagesMagic = 0x00000803;
    private const uint LabelsMagic = 0x00000801;
    private const int MaximumSide = 4096;

    /// <summary>The images of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="check">Told what the file says of its images, if it can be so, before memory is taken for them; throws if it is not as it should be.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="DataFormatException">It does not exist, is damaged, truncated or too long, or is no file of images.</exception>
    public static IdxImages ReadImages(string path, Action<IdxShape> check, CancellationToken cancellationToken)
    {
        using var content = IdxContent.Open(path, cancellationToken);
        Span<byte> header = stackalloc byte[16];
        ReadHeader(content, header, ImagesMagic, "images");
        var shape = new IdxShape(
            Dimension(content, header, 4, "number of images", int.MaxValue),
            Dimension(content, header, 8, "height", MaximumSide),
            Dimension(content, header, 12, "width", MaximumSide));
        content.Claim((long)shape.Count * shape.Features, $"{shape.Count} images of {shape.Height} × {shape.Width}");
        check(shape);
        return new IdxImages(shape, PixelReader.Read(content, shape.Count, shape.Features));
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
    /// <param name="imagesPath">The file of images.</param>
    /// <param name="labelsPath">The file of labels.</param>
    /// <param name="classes">Number of classes, 1 to 256.</param>
    /// <param name="check">As of <see cref="ReadImages"/>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="DataFormatException">Either file is defective, or they hold different numbers of samples.</exception>
    public static SampleSet ReadSamples(string imagesPath, string labelsPath, int classes, Action<IdxShape> check, CancellationToken cancellationToken)
    {
        // Labels first: they are read in no time, and what is wrong with them is told before the long read.
        var labels = ReadLabels(labelsPath, classes, cancellationToken);
        var images = ReadImages(
            imagesPath,
            shape =>
            {
                check(shape);
                if (shape.Count != labels.Length)
                {
                    throw new DataFormatException(labelsPath, 4, $"{shape.Count} labels, one for each image of {imagesPath}", $"{labels.Length}");
                }
            },
            cancellationToken);
        return SampleSet.FromPixels(images.Shape.Features, images.Pixels, labels);
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
