using System.Globalization;
using DropoutSweep.Training.Data.Images;

namespace DropoutSweep.Client.Inspecting;

/// <summary>Which image is meant: one of the test set by its number, or a PNG file of a digit of one's own.</summary>
/// <param name="Row">The row in the test set; null for a file.</param>
/// <param name="Pixels">A file's digit in MNIST's form, 28 × 28; null for a row.</param>
internal sealed record ImageArgument(int? Row, byte[]? Pixels)
{
    /// <summary>Reads what was typed.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    public static ImageArgument Read(string text, CancellationToken cancellationToken)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row))
        {
            return new ImageArgument(row, Pixels: null);
        }

        if (!File.Exists(text))
        {
            throw new InputException($"IMAGE is the number of a test image, from 0, or a PNG file; '{text}' is no number, and there is no such file.");
        }

        using var stream = File.OpenRead(text);
        return new ImageArgument(Row: null, DigitReader.Read(stream, text, cancellationToken).Pixels);
    }
}
