using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Images;
using DropoutSweep.Training.Randomness;
using Xunit;

namespace DropoutSweep.Training.Tests.Data.Images;

/// <summary>Held against Pillow by <c>Golden/images.json</c>, which the script beside it made.</summary>
public sealed class PngReaderTests
{
    private static readonly Lazy<JsonElement> Golden = new(() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "images.json"))).RootElement);

    public static TheoryData<string> Names => [.. Golden.Value.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("name").GetString()!)];

    public static TheoryData<int> Sizes => [.. Enumerable.Range(0, Golden.Value.GetProperty("resized").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_OfEveryFormat_GivesItsPixels(string name)
    {
        var golden = Case(name);
        var image = PngReader.Read(new MemoryStream(Bytes(golden)), name, CancellationToken.None);
        Assert.Equal((golden.GetProperty("width").GetInt32(), golden.GetProperty("height").GetInt32()), (image.Width, image.Height));
        Assert.Equal(Values(golden, "luminance"), image.Luminance.Select(value => (int)value));
        var alpha = Values(golden, "alpha");
        Assert.Equal(alpha.All(value => value == 255), image.Alpha is null);
        Assert.Equal(alpha, (image.Alpha ?? [.. Enumerable.Repeat((byte)255, alpha.Length)]).Select(value => (int)value));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resize_OfAnImage_IsPillows(int number)
    {
        var golden = Golden.Value.GetProperty("resized")[number];
        int Size(string name) => golden.GetProperty(name).GetInt32();
        var result = Resampler.Resize([.. Values(golden, "source").Select(value => (double)value)], Size("width"), Size("height"), Size("new_width"), Size("new_height"), CancellationToken.None);
        // Pillow rounds between its two passes.
        Assert.Equal(Values(golden, "result").Select(value => (double)value), result, (x, y) => Math.Abs(x - y) <= 1);
    }

    [Fact]
    public void Read_OfAFileCutAnywhere_IsRefused()
    {
        var whole = Bytes(Case("colour 6, 8 bits, interlaced"));
        Assert.All(Enumerable.Range(0, whole.Length), length => Refuse(whole[..length]));
    }

    [Fact]
    public void Read_OfAFileWithABitChanged_IsRefused()
    {
        var whole = Bytes(Case("colour 3, 4 bits"));
        var random = new RandomSequence(4, Purpose.RandomLabels);
        Assert.All(Enumerable.Range(0, whole.Length), place =>
        {
            var damaged = whole.ToArray();
            damaged[place] ^= (byte)(1 << random.NextInt32(8));
            Refuse(damaged);
        });
    }

    [Fact]
    public void Read_OfForgedChunks_SaysWhy()
    {
        var row = Pack([0, 1, 2, 3, 4]);
        Assert.Contains("checksum", Refuse(WithSum(Png(Header(4, 1, 8, 0), ("IDAT", row)))), StringComparison.Ordinal);
        Assert.Contains("16777215 × 1", Refuse(Png(Header(0xFFFFFF, 1, 8, 0))), StringComparison.Ordinal);
        Assert.Contains("16384 × 16384", Refuse(Png(Header(16_384, 16_384, 8, 0))), StringComparison.Ordinal);
        Assert.Contains("colour type 3, depth 16", Refuse(Png(Header(4, 1, 16, 3))), StringComparison.Ordinal);
        Assert.Contains("a palette", Refuse(Png(Header(4, 1, 8, 3), ("IDAT", row))), StringComparison.Ordinal);
        Assert.Contains("colour 3 of a palette of 2", Refuse(Png(Header(4, 1, 8, 3), ("PLTE", new byte[6]), ("IDAT", Pack([0, 0, 1, 0, 3])))), StringComparison.Ordinal);
        Assert.Contains("method 9", Refuse(Png(Header(4, 1, 8, 0), ("IDAT", Pack([9, 1, 2, 3, 4])))), StringComparison.Ordinal);
        Assert.Contains("unpack", Refuse(Png(Header(4, 2, 8, 0), ("IDAT", row))), StringComparison.Ordinal);
        Assert.Contains("unpack", Refuse(Png(Header(4, 1, 8, 0))), StringComparison.Ordinal);
        Assert.Contains("unpack", Refuse(Png(Header(4, 1, 8, 0), ("IDAT", [1, 2, 3]))), StringComparison.Ordinal);
        Assert.Contains("standard knows, found XDAT", Refuse(Png(Header(4, 1, 8, 0), ("XDAT", row))), StringComparison.Ordinal);
        Assert.Contains("one header", Refuse(Png(Header(4, 1, 8, 0), ("IHDR", Header(4, 1, 8, 0)))), StringComparison.Ordinal);
        Assert.Contains("transparency", Refuse(Png(Header(4, 1, 8, 0), ("tRNS", [1]))), StringComparison.Ordinal);
        Assert.Contains("signature", Refuse("GIF89a and more"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("my.png", Refuse([]), StringComparison.Ordinal);
        // A packed bomb is not unpacked beyond the rows that the header speaks of.
        Assert.Equal([1, 2, 3, 4], PngReader.Read(new MemoryStream(Png(Header(4, 1, 8, 0), ("IDAT", Pack([0, 1, 2, 3, 4, .. new byte[50_000_000]])))), "x", CancellationToken.None).Luminance);
    }

    [Fact]
    public void Read_Cancelled_Throws() => Assert.Throws<OperationCanceledException>(() =>
        PngReader.Read(new MemoryStream(Bytes(Case("colour 0, 8 bits"))), "x", new CancellationToken(canceled: true)));

    private static string Refuse(byte[] file) => Assert.Throws<DataFormatException>(() => PngReader.Read(new MemoryStream(file), "my.png", CancellationToken.None)).Message;

    private static JsonElement Case(string name) => Golden.Value.GetProperty("images").EnumerateArray().Single(image => image.GetProperty("name").GetString() == name);

    private static byte[] Bytes(JsonElement golden) => golden.GetProperty("png").GetBytesFromBase64();

    private static int[] Values(JsonElement golden, string name) => [.. golden.GetProperty(name).EnumerateArray().Select(value => value.GetInt32())];

    private static byte[] WithSum(byte[] png)
    {
        png[8 + 8 + 13] ^= 1;
        return png;
    }

    private static byte[] Header(uint width, uint height, byte depth, byte color)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, color);
        return header;
    }

    private static byte[] Pack(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            stream.Write(rows);
        }

        return packed.ToArray();
    }

    private static byte[] Png(byte[] header, params (string Type, byte[] Data)[] chunks)
    {
        var file = new List<byte> { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A };
        foreach (var (type, data) in chunks.Prepend(("IHDR", header)).Append(("IEND", [])))
        {
            byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
            var number = new byte[8];
            BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
            BinaryPrimitives.WriteUInt32BigEndian(number.AsSpan(4), Crc32.Compute(named));
            file.AddRange([.. number[..4], .. named, .. number[4..]]);
        }

        return [.. file];
    }
}
