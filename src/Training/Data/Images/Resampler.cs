namespace DropoutSweep.Training.Data.Images;

/// <summary>
/// Scales images by a triangle filter that widens with the reduction, so that nothing is skipped (what Pillow's
/// <c>resize</c> calls BILINEAR), columns first, then rows.
/// </summary>
internal static class Resampler
{
    /// <summary>Scales row-major values from one size to another.</summary>
    public static double[] Resize(double[] source, int width, int height, int newWidth, int newHeight, CancellationToken cancellationToken)
    {
        var narrow = new double[height * newWidth];
        cancellationToken.ThrowIfCancellationRequested();
        Pass(source, narrow, height, width, newWidth, (line, i) => (line * width) + i, (line, i) => (line * newWidth) + i);
        var result = new double[newHeight * newWidth];
        cancellationToken.ThrowIfCancellationRequested();
        Pass(narrow, result, newWidth, height, newHeight, (line, i) => (i * newWidth) + line, (line, i) => (i * newWidth) + line);
        return result;
    }

    private static void Pass(double[] source, double[] destination, int lines, int length, int newLength, Func<int, int, int> from, Func<int, int, int> to)
    {
        var scale = (double)length / newLength;
        var reach = Math.Max(1, scale);
        for (var i = 0; i < newLength; i++)
        {
            var center = (i + 0.5) * scale;
            var first = Math.Max(0, (int)Math.Floor(center - reach + 0.5));
            var last = Math.Min(length, (int)Math.Floor(center + reach + 0.5));
            double[] weights = [.. Enumerable.Range(first, last - first).Select(j => Math.Max(0, 1 - (Math.Abs(j + 0.5 - center) / reach)))];
            var total = weights.Sum();
            for (var line = 0; line < lines; line++)
            {
                var sum = 0.0;
                for (var j = first; j < last; j++)
                {
                    sum += weights[j - first] * source[from(line, j)];
                }

                destination[to(line, i)] = sum / total;
            }
        }
    }
}
