using System.Buffers.Binary;
using System.IO.Compression;

namespace DropoutSweep.Training.Data.Images;

/// <summary>
/// Reads PNG images (ISO/IEC 15948): every colour type and depth, interlaced or not, with checksums verified.
/// Colour profiles and gamma are not applied.
/// </summary>
public static class PngReader
{
    /// <summary>Longest side that is read, in pixels.</summary>
    public const int MaxSide = 16_384;

    /// <summary>Most pixels that are read: a little over 3840 × 2160.</summary>
    public const int MaxPixels = 1 << 23;

    /// <summary>Longest file that is read, in bytes.</summary>
    public const int MaxBytes = 1 << 26;

    private const int ChunkFrame = 12;

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads an image.</summary>
    /// <param name="source">The file's content, read to its end.</param>
    /// <param name="name">What errors call it, such as its path.</param>
    /// <param name="cancellationToken">Cancels between two rows.</param>
    /// <exception cref="DataFormatException">It is no PNG, is damaged, or is larger than the limits above.</exception>
    public static GrayImage Read(Stream source, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var content = ReadChunks(ReadAll(source, name), name);
        using (content.Compressed)
        {
            using var unpacked = new ZLibStream(content.Compressed, CompressionMode.Decompress);
            try
            {
                return PngPixels.Decode(content, unpacked, cancellationToken);
            }
            catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
            {
                throw new DataFormatException(name, offset: null, "image data that unpack to the size in the header", error.Message, error);
            }
        }
    }

    private static byte[] ReadAll(Stream source, string name)
    {
        using var buffer = new MemoryStream();
        var part = new byte[1 << 16];
        int read;
        while ((read = source.Read(part)) > 0)
        {
            buffer.Write(part, 0, read);
            if (buffer.Length > MaxBytes)
            {
                throw new DataFormatException(name, offset: null, $"at most {MaxBytes} bytes", "more");
            }
        }

        return buffer.ToArray();
    }

    private static PngContent ReadChunks(byte[] file, string name)
    {
        if (!file.AsSpan().StartsWith(Signature))
        {
            throw new DataFormatException(name, 0, "the signature of a PNG image", file.Length < Signature.Length ? $"{file.Length} bytes" : Convert.ToHexString(file.AsSpan(0, Signature.Length)));
        }

        PngHeader? header = null;
        byte[] palette = [];
        byte[] transparency = [];
        var compressed = new MemoryStream();
        for (var offset = Signature.Length; ;)
        {
            var (type, data) = Chunk(file, offset, name);
            if (header is null != type is "IHDR")
            {
                throw new DataFormatException(name, offset, header is null ? "the header first" : "one header", type);
            }

            switch (type)
            {
                case "IHDR":
                    header = PngHeader.Read(name, data.Span, offset);
                    break;
                case "PLTE" when data.Length % 3 != 0 || data.Length is 0 or > 768:
                    throw new DataFormatException(name, offset, "a palette of 1 to 256 colours", $"{data.Length} bytes");
                case "PLTE":
                    palette = data.ToArray();
                    break;
                case "tRNS" when header!.HasAlpha || (!header.IsPalette && data.Length != 2 * header.Channels):
                    throw new DataFormatException(name, offset, "transparency that fits the colour type", $"{data.Length} bytes");
                case "tRNS":
                    transparency = data.ToArray();
                    break;
                case "IDAT":
                    compressed.Write(data.Span);
                    break;
                case "IEND" when header!.IsPalette && palette.Length == 0:
                    throw new DataFormatException(name, offset, "a palette", "none");
                case "IEND":
                    compressed.Position = 0;
                    return new PngContent(header!, palette, transparency, compressed);
                case var critical when char.IsAsciiLetterUpper(critical[0]):
                    throw new DataFormatException(name, offset, "a chunk that the standard knows", critical);
                default:
                    // Ancillary: says nothing that the pixels depend on.
                    break;
            }

            offset += ChunkFrame + data.Length;
        }
    }

    // A chunk: length, type, data, checksum over type and data.
    private static (string Type, ReadOnlyMemory<byte> Data) Chunk(byte[] file, int offset, string name)
    {
        if (file.Length - offset < ChunkFrame)
        {
            throw new DataFormatException(name, offset, "another chunk", "the end of the file");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(offset));
        if (length > file.Length - offset - ChunkFrame)
        {
            throw new DataFormatException(name, offset, "a chunk within the file", $"a length of {length}");
        }

        var data = file.AsMemory(offset + 4, 4 + (int)length);
        var sum = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(offset + 8 + (int)length));
        if (Crc32.Compute(data.Span) != sum)
        {
            throw new DataFormatException(name, offset, $"checksum {Crc32.Compute(data.Span):x8}", $"{sum:x8}");
        }

        return (string.Concat(data.Span[..4].ToArray().Select(letter => (char)letter)), data[4..]);
    }
}
