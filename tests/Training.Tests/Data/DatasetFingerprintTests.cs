using DropoutSweep.Training.Data;
using Xunit;

namespace DropoutSweep.Training.Tests.Data;

public sealed class DatasetFingerprintTests
{
    // Larger than one piece, so that the last byte lies in another piece than the first.
    private static readonly byte[] Pixels = [.. Enumerable.Range(0, (1 << 20) + 2).Select(i => (byte)(i % 251))];

    [Fact]
    public void Compute_SameContent_IsTheSame() => Assert.Equal(Of(Pixels, [0, 1]), Of([.. Pixels], [0, 1]));

    [Fact]
    public void Compute_AnyDifference_Shows()
    {
        byte[] first = [.. Pixels];
        first[0] ^= 1;
        byte[] last = [.. Pixels];
        last[^1] ^= 1;
        string[] all =
        [
            Of(Pixels, [0, 1]),
            Of(first, [0, 1]),
            Of(last, [0, 1]),
            Of(Pixels, [1, 0]),
            Of(Pixels, [0, 1, 0]),
            Of(Pixels, [0, 1], classes: 3),
            Of(Pixels, [0, 1], width: 2, height: 1),
            Of(Pixels, [0, 1], width: 1, height: 2),
            Of([2f, 1f], [0f]),
            Of([1f, 2f], [0f]),
            Of([1f, 2f], [-0f]),
        ];
        Assert.Equal(all.Length, all.Distinct(StringComparer.Ordinal).Count());
        Assert.All(all, sum => Assert.Matches("^[0-9a-f]{64}$", sum));
    }

    private static string Of(byte[] pixels, byte[] labels, int classes = 2, int width = 0, int height = 0)
    {
        var samples = SampleSet.FromPixels(pixels.Length / labels.Length, pixels, labels);
        return DatasetFingerprint.Compute(LearningTask.Classification, classes, width, height, samples, samples);
    }

    private static string Of(float[] values, float[] targets)
    {
        var samples = SampleSet.FromValues(2, values, targets);
        return DatasetFingerprint.Compute(LearningTask.Regression, 1, 0, 0, samples, samples);
    }
}
