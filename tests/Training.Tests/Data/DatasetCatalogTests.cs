using DropoutSweep.Training.Data;
using Xunit;

namespace DropoutSweep.Training.Tests.Data;

public sealed class DatasetCatalogTests
{
    [Fact]
    public void Default_HoldsTheKnownDataSets() =>
        Assert.Equal(["mnist", "fashion-mnist", "digits", "curve", "random-labels"], DatasetCatalog.Default.Definitions.Select(definition => definition.Info.Name), StringComparer.Ordinal);

    [Fact]
    public void Default_EveryInfo_IsComplete() => Assert.All(DatasetCatalog.Default.Definitions, definition =>
    {
        var info = definition.Info;
        Assert.NotEmpty(info.Description);
        Assert.DoesNotContain('\n', info.Description);
        Assert.NotEmpty(info.Licence);
        Assert.Equal(info.NeedsFiles, info.Mirrors.Count > 0);
        Assert.All(info.Mirrors, mirror => Assert.EndsWith("/", mirror.AbsoluteUri, StringComparison.Ordinal));
        Assert.All(info.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
    });

    [Theory]
    [InlineData("mnits", "mnist")]
    [InlineData("MNIST", "mnist")]
    [InlineData("fashion", "fashion-mnist")]
    [InlineData("digit", "digits")]
    [InlineData("random_labels", "random-labels")]
    [InlineData("imagenet-22k", null)]
    public void Find_UnknownName_SuggestsTheNearest(string name, string? nearest)
    {
        var error = Assert.Throws<UnknownDatasetException>(() => DatasetCatalog.Default.Find(name));
        Assert.Equal((name, nearest), (error.Name, error.Nearest));
        Assert.StartsWith($"Unknown data set '{name}'{(nearest is null ? "." : $"; did you mean '{nearest}'?")} Known: mnist, ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_SameNameTwice_Throws()
    {
        var definition = DatasetCatalog.Default.Find("curve");
        Assert.Throws<ArgumentException>(() => new DatasetCatalog([definition, definition]));
    }
}
