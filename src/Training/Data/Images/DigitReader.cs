namespace DropoutSweep.Training.Data.Images;

/// <summary>
/// Brings a picture of one digit into the form of MNIST's images (LeCun et al. 1998, section III.A): white on black, fitted
/// into 20 × 20 pixels with its proportions kept, its centre of mass in the middle of 28 × 28.
/// </summary>
/// <remarks>
/// <para>Transparent pixels are background: black behind light ink, white behind dark. The background's brightness is the median of the
/// image's border; when that is the lighter half, the image is inverted. Brightness is then stretched from the background (0) to the
/// strongest ink (255), and what stays below a tenth of that is taken for the paper's grain and set to 0.</para>
/// <para>An image of 28 × 28 that has MNIST's form already is taken as it is. Lighting that varies over the picture, more digits than
/// one, lines of ruled paper and colours of equal brightness are not dealt with.</para>
/// </remarks>
public static class DigitReader
{
    private const int Side = NormalizedDigit.Side;
    private const int Box = 20;
    private const double Center = Side / 2;
    private const double Grain = 0.1 * byte.MaxValue;
    private const double LeastContrast = 8;
    private const double Half = byte.MaxValue / 2.0;

    /// <summary>Reads a digit from a PNG file.</summary>
    /// <param name="source">The file's content, read to its end.</param>
    /// <param name="name">What errors call it, such as its path.</param>
    /// <param name="cancellationToken">Cancels between two rows.</param>
    /// <exception cref="DataFormatException">It is no readable PNG (see <see cref="PngReader"/>), or shows nothing.</exception>
    public static NormalizedDigit Read(Stream source, string name, CancellationToken cancellationToken) =>
        Normalize(PngReader.Read(source, name, cancellationToken), name, cancellationToken);

    /// <summary>Normalises a decoded image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="cancellationToken">Cancels between two steps.</param>
    /// <exception cref="DataFormatException">The image shows nothing: its brightness hardly varies.</exception>
    public static NormalizedDigit Normalize(GrayImage image, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        var values = Flatten(image);
        var background = BorderMedian(values, image.Width, image.Height);
        var inverted = background > Half;
        if (inverted)
        {
            values = [.. values.Select(value => byte.MaxValue - value)];
            background = byte.MaxValue - background;
        }

        if (IsNormalized(values, image.Width, image.Height, background))
        {
            return new NormalizedDigit { Pixels = [.. values.Select(ToByte)], Inverted = inverted, AlreadyNormalized = true };
        }

        var contrast = values.Max() - background;
        if (contrast < LeastContrast)
        {
            throw new DataFormatException(name, offset: null, "a digit that stands out from its background", $"brightness that varies by {contrast:0} of 255");
        }

        values = [.. values.Select(value => (value - background) * byte.MaxValue / contrast).Select(value => value < Grain ? 0 : value)];
        return new NormalizedDigit { Pixels = Place(values, image.Width, image.Height, cancellationToken), Inverted = inverted, AlreadyNormalized = false };
    }

    private static double[] Flatten(GrayImage image)
    {
        double[] values = [.. image.Luminance.Select(value => (double)value)];
        if (image.Alpha is not { } alpha)
        {
            return values;
        }

        var (ink, opacity) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            ink += values[i] * alpha[i];
            opacity += alpha[i];
        }

        // What is drawn on nothing is ink: behind light ink goes black, behind dark ink white.
        var behind = ink > Half * opacity ? 0.0 : byte.MaxValue;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ((values[i] * alpha[i]) + (behind * (byte.MaxValue - alpha[i]))) / byte.MaxValue;
        }

        return values;
    }

    private static double BorderMedian(double[] values, int width, int height)
    {
        var border = values.Where((_, i) => i < width || i >= width * (height - 1) || i % width == 0 || i % width == width - 1).ToArray();
        Array.Sort(border);
        return border[border.Length / 2];
    }

    private static bool IsNormalized(double[] values, int width, int height, double background)
    {
        if (width != Side || height != Side || background != 0 || values.Max() < Half)
        {
            return false;
        }

        var (left, top, right, bottom) = Bounds(values, width);
        var (x, y) = CenterOfMass(values, width);
        return right - left < Box && bottom - top < Box && Math.Abs(x - Center) <= 0.5 && Math.Abs(y - Center) <= 0.5;
    }

    // Moved by whole pixels, so that strokes stay as sharp as they are.
    private static byte[] Place(double[] values, int width, int height, CancellationToken cancellationToken)
    {
        var (left, top, right, bottom) = Bounds(values, width);
        var (boxWidth, boxHeight) = (right - left + 1, bottom - top + 1);
        var cropped = new double[boxWidth * boxHeight];
        for (var row = 0; row < boxHeight; row++)
        {
            Array.Copy(values, ((top + row) * width) + left, cropped, row * boxWidth, boxWidth);
        }

        var longest = Math.Max(boxWidth, boxHeight);
        var newWidth = Math.Max(1, (int)Math.Round((double)boxWidth * Box / longest));
        var newHeight = Math.Max(1, (int)Math.Round((double)boxHeight * Box / longest));
        var scaled = Resampler.Resize(cropped, boxWidth, boxHeight, newWidth, newHeight, cancellationToken);
        var (x, y) = CenterOfMass(scaled, newWidth);
        var offsetX = Math.Clamp((int)Math.Round(Center - x), 0, Side - newWidth);
        var offsetY = Math.Clamp((int)Math.Round(Center - y), 0, Side - newHeight);
        var pixels = new byte[Side * Side];
        for (var i = 0; i < scaled.Length; i++)
        {
            pixels[((offsetY + (i / newWidth)) * Side) + offsetX + (i % newWidth)] = ToByte(scaled[i]);
        }

        return pixels;
    }

    private static (int Left, int Top, int Right, int Bottom) Bounds(double[] values, int width)
    {
        var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, -1, -1);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] > 0)
            {
                (left, right) = (Math.Min(left, i % width), Math.Max(right, i % width));
                (top, bottom) = (Math.Min(top, i / width), Math.Max(bottom, i / width));
            }
        }

        return (left, top, right, bottom);
    }

    private static (double X, double Y) CenterOfMass(double[] values, int width)
    {
        var (mass, x, y) = (0.0, 0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            mass += values[i];
            x += values[i] * (i % width);
            y += values[i] * (i / width);
        }

        return (x / mass, y / mass);
    }

    private static byte ToByte(double value) => (byte)Math.Clamp(Math.Round(value), 0, byte.MaxValue);
}
