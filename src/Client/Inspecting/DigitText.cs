using System.Text;

namespace DropoutSweep.Client.Inspecting;

/// <summary>A digit in characters: half-blocks, two rows of pixels a line.</summary>
internal static class DigitText
{
    private const int Ink = 96;

    /// <summary>The lines.</summary>
    /// <param name="pixels">Brightness 0–255, row after row.</param>
    /// <param name="width">Pixels in a row.</param>
    public static IEnumerable<string> Lines(byte[] pixels, int width)
    {
        var rows = pixels.Length / width;
        for (var row = 0; row < rows; row += 2)
        {
            var line = new StringBuilder(width);
            for (var column = 0; column < width; column++)
            {
                var upper = pixels[(row * width) + column] >= Ink;
                var lower = row + 1 < rows && pixels[((row + 1) * width) + column] >= Ink;
                line.Append((upper, lower) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }

            yield return line.ToString().TrimEnd();
        }
    }
}
