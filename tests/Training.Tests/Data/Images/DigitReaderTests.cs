using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Images;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Probe;
using Xunit;

namespace DropoutSweep.Training.Tests.Data.Images;

public sealed class DigitReaderTests
{
    [Fact]
    public void Normalize_OfMnistsOwnImages_LeavesThemAsTheyAre()
    {
        RealData.RequireMnist();
        var test = Scenarios.Create("mnist").Data.Dataset.Test;
        for (var row = 0; row < test.Count; row++)
        {
            var pixels = Pixels(test, row);
            var digit = DigitReader.Normalize(new GrayImage(28, 28, pixels, Alpha: null), "x", CancellationToken.None);
            Assert.True(digit.AlreadyNormalized && !digit.Inverted && digit.Pixels.AsSpan().SequenceEqual(pixels), $"Image {row}");
            if (row < 100)
            {
                var inverted = DigitReader.Normalize(new GrayImage(28, 28, [.. pixels.Select(pixel => (byte)(255 - pixel))], Alpha: null), "x", CancellationToken.None);
                Assert.True(inverted.AlreadyNormalized && inverted.Inverted);
                Assert.Equal(pixels, inverted.Pixels);
            }
        }
    }

    [Fact]
    public void Normalize_OfDigitsOnPaper_KeepsWhatAModelSees()
    {
        RealData.RequireMnist();
        var scenario = Scenarios.Create("mnist");
        var trainer = scenario.Start();
        trainer.Run(observer: null, CancellationToken.None);
        var predictor = new Predictor(trainer.Model!);
        var test = scenario.Data.Dataset.Test;
        const int count = 300;
        var onPaper = new byte[count * 784];
        for (var row = 0; row < count; row++)
        {
            // Five times as large, off the middle, grey ink on paper that is not quite white.
            var digit = DigitReader.Normalize(OnPaper(Pixels(test, row), factor: 5, left: 13 + (row % 40), top: 90 - (row % 50)), "x", CancellationToken.None);
            Assert.True(digit.Inverted && !digit.AlreadyNormalized);
            digit.Pixels.CopyTo(onPaper, row * 784);
        }

        var labels = test.Labels.Slice(0, count).ToArray();
        var rows = Enumerable.Range(0, count).ToArray();
        var (plain, paper) = (Right(test), Right(SampleSet.FromPixels(784, onPaper, labels)));
        Assert.True(plain > 0.9 * count);
        Assert.InRange(paper, plain - 6, count);

        int Right(SampleSet samples) => predictor.Predict(samples, rows, PixelScale.Unit, CancellationToken.None).Chunk(10)
            .Select((outputs, row) => Array.IndexOf(outputs, outputs.Max()) == labels[row] ? 1 : 0).Sum();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void Normalize_OfInkOnNothing_TakesWhatIsTransparentForBackground(byte ink)
    {
        var (luminance, alpha) = (new byte[60 * 50], new byte[60 * 50]);
        // The colour of transparent pixels must not matter.
        Array.Fill(luminance, (byte)90);
        for (var row = 5; row < 45; row++)
        {
            for (var column = 20; column < 28; column++)
            {
                (luminance[(row * 60) + column], alpha[(row * 60) + column]) = (ink, 255);
            }
        }

        var digit = DigitReader.Normalize(new GrayImage(60, 50, luminance, alpha), "x", CancellationToken.None);
        Assert.Equal(ink == 0, digit.Inverted);
        // A bar of 8 × 40 becomes one of 4 × 20 in the middle.
        for (var i = 0; i < 784; i++)
        {
            Assert.Equal(i / 28 is >= 4 and < 24 && i % 28 is >= 12 and < 16 ? 255 : 0, digit.Pixels[i]);
        }
    }

    [Fact]
    public void Normalize_OfASlantedDrawing_CentresItsMassNotItsBox()
    {
        // Heavy on the left: an L.
        var luminance = new byte[100 * 100];
        for (var i = 0; i < 60; i++)
        {
            for (var j = 0; j < 10; j++)
            {
                luminance[((20 + i) * 100) + 10 + j] = 255;
                luminance[((70 + j) * 100) + 10 + i] = 255;
            }
        }

        var pixels = DigitReader.Normalize(new GrayImage(100, 100, luminance, Alpha: null), "x", CancellationToken.None).Pixels;
        var mass = pixels.Sum(pixel => (double)pixel);
        Assert.Equal(14, pixels.Select((pixel, i) => pixel * (i % 28)).Sum() / mass, 0.51);
        Assert.Equal(14, pixels.Select((pixel, i) => pixel * (i / 28)).Sum() / mass, 0.51);
        Assert.Equal(20, Enumerable.Range(0, 28).Count(row => pixels.AsSpan(row * 28, 28).ContainsAnyExcept((byte)0)));
    }

    [Fact]
    public void Normalize_OfAnEmptyImage_SaysSo()
    {
        var error = Assert.Throws<DataFormatException>(() => DigitReader.Normalize(new GrayImage(30, 30, [.. Enumerable.Repeat((byte)250, 900)], Alpha: null), "sheet.png", CancellationToken.None));
        Assert.Contains("sheet.png: expected a digit that stands out", error.Message, StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => DigitReader.Normalize(new GrayImage(28, 28, new byte[784], Alpha: null), "x", CancellationToken.None));
        Assert.Throws<DataFormatException>(() => DigitReader.Normalize(new GrayImage(1, 1, [255], [0]), "x", CancellationToken.None));
    }

    private static byte[] Pixels(SampleSet samples, int row) => samples.PixelsOf(row);

    private static GrayImage OnPaper(byte[] digit, int factor, int left, int top)
    {
        const int width = 240;
        const int height = 260;
        var luminance = new byte[width * height];
        for (var i = 0; i < luminance.Length; i++)
        {
            var (column, row) = (((i % width) - left) / factor, ((i / width) - top) / factor);
            var ink = i % width >= left && i / width >= top && column < 28 && row < 28 ? digit[(row * 28) + column] : 0;
            luminance[i] = (byte)(232 + (i * 7 % 11) - (ink * 180 / 255));
        }

        return new GrayImage(width, height, luminance, Alpha: null);
    }
}
