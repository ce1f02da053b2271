using DropoutSweep.Training.Data;
using DropoutSweep.Training.Data.Locating;
using Xunit;

namespace DropoutSweep.Training.Tests.Data.Known;

/// <summary>The real files, where they are on this machine.</summary>
public sealed class RealImagesTests
{
    // Labels and pixel sums as other readers of these files report them (MNIST: mean 33.318421, deviation 78.567490).
    [Theory]
    [InlineData("mnist", 33.318421, 78.567490, 5, 7)]
    [InlineData("fashion-mnist", 72.940351, 90.021182, 9, 9)]
    public async Task LoadAsync_RealFiles_HoldWhatTheyAreKnownFor(string name, double mean, double deviation, byte firstTrain, byte firstTest)
    {
        var directory = Environment.GetEnvironmentVariable(DatasetSources.EnvironmentVariable);
        if (string.IsNullOrEmpty(directory))
        {
            Assert.Skip($"{DatasetSources.EnvironmentVariable} is not set: it must name a folder with {name}/ in it.");
        }

        var loader = new DatasetLoader(new DatasetSources { EnvironmentDirectory = directory, Download = false });
        var dataset = (await loader.LoadAsync([name], null, TestContext.Current.CancellationToken)).Dataset;
        Assert.Equal((60_000, 10_000, 784, 10), (dataset.Train.Count, dataset.Test.Count, dataset.Train.Features, dataset.Classes));
        Assert.Equal(firstTrain, dataset.Train.Labels.Span[0]);
        Assert.Equal(firstTest, dataset.Test.Labels.Span[0]);
        var pixels = dataset.Train.AllPixels();
        long sum = 0;
        long squares = 0;
        foreach (var pixel in pixels)
        {
            sum += pixel;
            squares += pixel * pixel;
        }

        double count = pixels.Length;
        Assert.Equal(mean, sum / count, 1e-5);
        Assert.Equal(deviation, Math.Sqrt((squares / count) - (sum / count * (sum / count))), 1e-4);

        // The sums in the catalogue are those of these files.
        foreach (var (file, path) in DatasetCatalog.Default.Find(name).Info.Files.Zip(loader.Locate(name).Files))
        {
            if (string.Equals(Path.GetFileName(path), file.Name, StringComparison.Ordinal))
            {
                Assert.True(FileSums.Matches(path, file), path);
            }
        }
    }
}
