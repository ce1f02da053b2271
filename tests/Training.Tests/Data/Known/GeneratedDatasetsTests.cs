using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Digits;
using DropoutSweep.Training.Data.Known;
using Xunit;

namespace DropoutSweep.Training.Tests.Data.Known;

public sealed class GeneratedDatasetsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // These sums may change only together with a note in the change log: results on these sets change with them.
    [Theory]
    [InlineData("digits", "a61a862faf9f670eeaeff55c0f5e6c4f44697002490306673a446a4e0623bf1f")]
    [InlineData("curve", "9897aef39d5516e0e207679dbfaa8be60abfef9bd4cb95a737fb9593248484a3")]
    [InlineData("random-labels", "2d86d0c7195aa15c1d735de29523f3ffcd94c7fe2215d0a2feccaa912e73721d")]
    public void Create_AnyMachine_SameBits(string name, string fingerprint) => Assert.Equal(fingerprint, Create(name).Fingerprint);

    [Fact]
    public void Digits_ShapeAndClasses()
    {
        var digits = Create("digits");
        Assert.Equal((20_000, 4_000, 784, 28, 28), (digits.Train.Count, digits.Test.Count, digits.Train.Features, digits.ImageWidth, digits.ImageHeight));
        Assert.Contains("not MNIST", digits.Description, StringComparison.Ordinal);
        AssertClasses(digits.Train, 2_000, 0);
        AssertClasses(digits.Test, 400, 0);
    }

    // Nearest mean is the least that any classifier must do; far above chance shows that labels and pictures agree,
    // below 90 % that the set is no trivial one.
    [Fact]
    public void Digits_NearestMean_IsFarAboveChanceAndFarFromPerfect()
    {
        var digits = Create("digits");
        var means = new double[10, 784];
        for (var row = 0; row < digits.Train.Count; row++)
        {
            var image = digits.Train.PixelsOf(row);
            for (var i = 0; i < 784; i++)
            {
                means[digits.Train.Labels.Span[row], i] += image[i] / 2_000.0;
            }
        }

        var right = 0;
        for (var row = 0; row < digits.Test.Count; row++)
        {
            var pixels = digits.Test.PixelsOf(row);
            var nearest = Enumerable.Range(0, 10).MinBy(c => Enumerable.Range(0, 784).Sum(i => (pixels[i] - means[c, i]) * (pixels[i] - means[c, i])));
            right += nearest == digits.Test.Labels.Span[row] ? 1 : 0;
        }

        Assert.InRange(right / (double)digits.Test.Count, 0.5, 0.9);
    }

    [Fact]
    public void Digits_NoImageTwice()
    {
        var digits = Create("digits");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in new[] { digits.Train, digits.Test })
        {
            for (var row = 0; row < set.Count; row++)
            {
                Assert.True(seen.Add(Convert.ToBase64String(set.PixelsOf(row))));
            }
        }
    }

    [Fact]
    public void Digits_WithoutDistortionAndNoise_EachGlyphIsInsideTheImageAndDark()
    {
        var plain = new DigitShape
        {
            ScaleSpread = 0,
            Jitter = 0,
            SlantSpread = 0,
            Rotation = 0,
            Shift = 0,
            Elastic = 0,
            PalestInk = 1,
            Noise = 0,
        };
        var set = GeneratedDigits.Write(200, 0, plain, Cancellation);
        for (var row = 0; row < set.Count; row++)
        {
            var image = set.PixelsOf(row);
            Assert.Equal(255, image.Max());
            var edge = Enumerable.Range(0, 28).SelectMany(i => new[] { image[i], image[(27 * 28) + i], image[28 * i], image[(28 * i) + 27] });
            Assert.All(edge, pixel => Assert.Equal(0, pixel));
        }
    }

    [Fact]
    public void Curve_IsNoisyAroundTheSmoothOne()
    {
        var curve = Create("curve");
        Assert.Equal((24, 100, 1, 1), (curve.Train.Count, curve.Test.Count, curve.Train.Features, curve.Classes));
        Assert.Equal(LearningTask.Regression, curve.Task);
        Assert.Equal(20, TrainingData.Create(curve, new SplitOptions(), PixelScale.Unit).TrainRows.Length);
        Assert.Equal((-1f, 1f), (curve.Train.Values.Span[0], curve.Train.Values.Span[^1]));
        var squares = 0.0;
        for (var i = 0; i < curve.Test.Count; i++)
        {
            var rest = curve.Test.Targets.Span[i] - Curve.Value(curve.Test.Values.Span[i]);
            squares += rest * rest;
        }

        Assert.InRange(Math.Sqrt(squares / curve.Test.Count), 0.15, 0.25);
    }

    [Fact]
    public void RandomLabels_AreUniform()
    {
        var noise = Create("random-labels");
        Assert.Equal((60_000, 10_000, 784), (noise.Train.Count, noise.Test.Count, noise.Train.Features));
        AssertClasses(noise.Train, 6_000, 400);
        AssertClasses(noise.Test, 1_000, 160);
        var cells = new long[256];
        foreach (var pixel in noise.Train.AllPixels())
        {
            cells[pixel]++;
        }

        var expected = (noise.Train.Count * noise.Train.Features) / 256.0;
        Assert.All(cells, count => Assert.InRange(count, expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected))));
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("random-labels")]
    public void Create_Cancelled_Throws(string name) =>
        Assert.ThrowsAny<OperationCanceledException>(() => DatasetCatalog.Default.Find(name).Create([], new CancellationToken(canceled: true)));

    private static Dataset Create(string name) => DatasetCatalog.Default.Find(name).Create([], Cancellation);

    private static void AssertClasses(SampleSet samples, int each, int tolerance) =>
        Assert.All(Enumerable.Range(0, 10), c => Assert.InRange(samples.Labels.Span.Count((byte)c), each - tolerance, each + tolerance));
}
