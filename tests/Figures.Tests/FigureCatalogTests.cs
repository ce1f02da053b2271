using DropoutSweep.Figures.Tests.Support;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace DropoutSweep.Figures.Tests;

public sealed class FigureCatalogTests
{
    [Fact]
    public void All_Figures_HaveIdsFilesAndPagesOfTheirOwn()
    {
        Assert.Equal(FigureCatalog.All.Count, FigureCatalog.All.Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(FigureCatalog.All, entry =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", entry.Id);
            Assert.True(File.Exists(Repository.PathOf("docs", "figures", $"{entry.Id}.md")), $"docs/figures/{entry.Id}.md is missing.");
            Assert.True(File.Exists(Repository.PathOf("docs", "figures", entry.FileName)), $"docs/figures/{entry.FileName} is missing.");
        });
    }

    [Fact]
    public void All_Figures_HaveComponentsThatTakeTheirData() =>
        Assert.All(FigureCatalog.All, entry =>
        {
            var parameter = entry.Component.GetProperty("Data");
            Assert.True(typeof(IComponent).IsAssignableFrom(entry.Component));
            Assert.Equal(entry.Data, parameter?.PropertyType);
        });

    /// <summary>The pictures of the documentation are drawn from a real sweep's results, and stay what the program draws.</summary>
    [Fact]
    public async Task Sweep_PicturesOfTheDocumentation_AreWhatIsDrawn()
    {
        var input = Scenarios.Of("dropout-rates");
        foreach (var figure in FigureCatalog.Sweep)
        {
            var svg = await FigureRenderer.RenderAsync(figure.Compute(input), TestContext.Current.CancellationToken);
            Repository.AssertGenerated(Repository.PathOf("docs", "figures", figure.FileName), svg);
        }
    }
}
