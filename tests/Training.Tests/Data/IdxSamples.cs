using System.Buffers.Binary;
using System.IO.Compression;

namespace DropoutSweep.Training.Tests.Data;

/// <summary>Small IDX files, made in memory.</summary>
public static class IdxSamples
{
    public static byte[] Images(int count, int height, int width, byte first = 0)
    {
        var bytes = new byte[16 + (count * height * width)];
        Header(bytes, 0x803, count, height, width);
        for (var i = 16; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(first + (i * 7));
        }

        return bytes;
    }

    public static byte[] Labels(params byte[] labels)
    {
        var bytes = new byte[8 + labels.Length];
        Header(bytes, 0x801, labels.Length);
        labels.CopyTo(bytes, 8);
        return bytes;
    }

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    public static void Header(Span<byte> bytes, params ReadOnlySpan<int> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes[(4 * i)..], numbers[i]);
        }
    }
}
