namespace DropoutSweep.Training.Data.Images;

/// <summary>Turns a PNG's unpacked data into pixels: filters, interlacing (Adam7), depths and colours.</summary>
internal static class PngPixels
{
    private const int MaxByte = 255;

    // First column and row of each pass, and the steps between them (ISO/IEC 15948, section 8.2).
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <exception cref="InvalidDataException">The data are damaged.</exception>
    /// <exception cref="EndOfStreamException">The data end too early.</exception>
    public static GrayImage Decode(PngContent content, Stream unpacked, CancellationToken cancellationToken)
    {
        var header = content.Header;
        var luminance = new byte[header.Width * header.Height];
        var alpha = header.HasAlpha || content.Transparency.Length > 0 ? new byte[luminance.Length] : null;
        foreach (var (x, y, stepX, stepY) in header.Interlaced ? Adam7 : [(0, 0, 1, 1)])
        {
            var width = (header.Width - x + stepX - 1) / stepX;
            if (width <= 0)
            {
                continue;
            }

            var row = new byte[header.RowBytes(width)];
            var above = new byte[row.Length];
            for (var line = y; line < header.Height; line += stepY)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadRow(unpacked, row, above, header.FilterDistance);
                for (var i = 0; i < width; i++)
                {
                    var place = (line * header.Width) + x + (i * stepX);
                    (luminance[place], var opacity) = Pixel(content, row, i);
                    if (alpha is not null)
                    {
                        alpha[place] = opacity;
                    }
                }

                (row, above) = (above, row);
            }
        }

        // The checksum of the packed data is looked at only when their end is read; what follows the last row is of no use.
        unpacked.ReadByte();
        return new GrayImage(header.Width, header.Height, luminance, alpha?.All(opacity => opacity == MaxByte) == true ? null : alpha);
    }

    private static void ReadRow(Stream unpacked, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        var filter = unpacked.ReadByte();
        unpacked.ReadExactly(row);
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (var i = distance; i < row.Length; i++)
                {
                    row[i] += row[i - distance];
                }

                break;
            case 2:
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] += above[i];
                }

                break;
            case 3:
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] += (byte)(((i < distance ? 0 : row[i - distance]) + above[i]) / 2);
                }

                break;
            case 4:
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] += i < distance ? above[i] : Paeth(row[i - distance], above[i], above[i - distance]);
                }

                break;
            case -1:
                throw new EndOfStreamException("rows are missing");
            default:
                throw new InvalidDataException($"a row filtered by method {filter}");
        }
    }

    private static byte Paeth(int left, int above, int corner)
    {
        var estimate = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        if (toLeft <= toAbove && toLeft <= toCorner)
        {
            return (byte)left;
        }

        return (byte)(toAbove <= toCorner ? above : corner);
    }

    private static (byte Luminance, byte Alpha) Pixel(PngContent content, byte[] row, int pixel)
    {
        var header = content.Header;
        var first = pixel * header.Channels;
        if (header.IsPalette)
        {
            return PaletteColor(content, Sample(row, first, header.Depth));
        }

        var red = Sample(row, first, header.Depth);
        var (green, blue) = header.IsGray ? (red, red) : (Sample(row, first + 1, header.Depth), Sample(row, first + 2, header.Depth));
        var max = (1 << header.Depth) - 1;
        var opacity = header.HasAlpha ? ToByte(Sample(row, first + header.Channels - 1, header.Depth), max) : (byte)MaxByte;
        if (content.Transparency is { Length: > 0 } key)
        {
            var transparent = Word(key, 0) == red && (header.IsGray || (Word(key, 1) == green && Word(key, 2) == blue));
            opacity = transparent ? (byte)0 : opacity;
        }

        return (Luminance(ToByte(red, max), ToByte(green, max), ToByte(blue, max)), opacity);
    }

    private static (byte Luminance, byte Alpha) PaletteColor(PngContent content, int index)
    {
        var place = 3 * index;
        if (place >= content.Palette.Length)
        {
            throw new InvalidDataException($"colour {index} of a palette of {content.Palette.Length / 3}");
        }

        var opacity = index < content.Transparency.Length ? content.Transparency[index] : (byte)MaxByte;
        return (Luminance(content.Palette[place], content.Palette[place + 1], content.Palette[place + 2]), opacity);
    }

    private static int Sample(byte[] row, int sample, int depth) => depth switch
    {
        8 => row[sample],
        16 => Word(row, sample),
        _ => (row[sample * depth / 8] >> (8 - depth - (sample * depth % 8))) & ((1 << depth) - 1),
    };

    private static int Word(byte[] data, int index) => (data[2 * index] << 8) | data[(2 * index) + 1];

    private static byte ToByte(int sample, int max) => (byte)(((sample * MaxByte) + (max / 2)) / max);

    // 0.299 R + 0.587 G + 0.114 B in 16 fractional bits.
    private static byte Luminance(int red, int green, int blue) => (byte)(((red * 19595) + (green * 38470) + (blue * 7471) + 0x8000) >> 16);
}
