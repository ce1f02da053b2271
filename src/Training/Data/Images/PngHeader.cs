using System.Buffers.Binary;

namespace DropoutSweep.Training.Data.Images;

/// <summary>What a PNG's IHDR chunk says.</summary>
internal sealed record PngHeader
{
    private const byte Gray = 0;
    private const byte Rgb = 2;
    private const byte Palette = 3;
    private const byte GrayAlpha = 4;
    private const byte Rgba = 6;

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Bits of a sample: 1, 2, 4, 8 or 16.</summary>
    public required int Depth { get; init; }

    public required byte Color { get; init; }

    public required bool Interlaced { get; init; }

    public bool IsPalette => Color == Palette;

    public bool IsGray => Color is Gray or GrayAlpha;

    public bool HasAlpha => Color is GrayAlpha or Rgba;

    /// <summary>Samples of a pixel.</summary>
    public int Channels => Color switch
    {
        Rgb => 3,
        GrayAlpha => 2,
        Rgba => 4,
        _ => 1,
    };

    /// <summary>Bytes back to the pixel that filters refer to.</summary>
    public int FilterDistance => Math.Max(1, Channels * Depth / 8);

    /// <summary>Bytes of a row of so many pixels.</summary>
    public int RowBytes(int width) => ((width * Channels * Depth) + 7) / 8;

    public static PngHeader Read(string file, ReadOnlySpan<byte> chunk, long offset)
    {
        if (chunk.Length != 13)
        {
            throw new DataFormatException(file, offset, "a header of 13 bytes", $"{chunk.Length}");
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        var height = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
        if (width is 0 or > PngReader.MaxSide || height is 0 or > PngReader.MaxSide || (long)width * height > PngReader.MaxPixels)
        {
            throw new DataFormatException(file, offset, $"sides of 1 to {PngReader.MaxSide} and at most {PngReader.MaxPixels} pixels", $"{width} × {height}");
        }

        var (depth, color) = (chunk[8], chunk[9]);
        var known = color switch
        {
            Gray => depth is 1 or 2 or 4 or 8 or 16,
            Palette => depth is 1 or 2 or 4 or 8,
            Rgb or GrayAlpha or Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!known || chunk[10] != 0 || chunk[11] != 0 || chunk[12] > 1)
        {
            throw new DataFormatException(file, offset, "a PNG format that the standard knows", $"colour type {color}, depth {depth}, compression {chunk[10]}, filter {chunk[11]}, interlace {chunk[12]}");
        }

        return new PngHeader { Width = (int)width, Height = (int)height, Depth = depth, Color = color, Interlaced = chunk[12] == 1 };
    }
}
