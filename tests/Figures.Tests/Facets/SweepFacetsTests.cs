using DropoutSweep.Figures.Facets;
using DropoutSweep.Figures.Tests.Support;
using Xunit;

namespace DropoutSweep.Figures.Tests.Facets;

public sealed class SweepFacetsTests
{
    [Fact]
    public void Of_OneRateByArchitectures_MakesALineForEach()
    {
        var facets = SweepFacets.Of(Made.Spec("layers: {grid: [[256, 128], [64]]}, dropout: {grid: [0.5, 0, 0.2]}"));

        Assert.Equal(["256-128", "64"], facets.Series.Select(series => series.Name), StringComparer.Ordinal);
        Assert.Equal("dropout rate", facets.Axis.Title);
        Assert.Null(facets.Axis.Categories);
        Assert.Equal([(1, 0, "0", true), (2, 0.2, "0.2", false), (0, 0.5, "0.5", false)], facets.Series[0].Points.Select(point => (point.Configuration, point.Place, point.Rate, point.DropsNothing)));
        Assert.Equal("64 at rate 0.2", facets.NameOf(5));
        Assert.Equal("256-128 without dropout", facets.NameOf(1));
    }

    [Fact]
    public void Of_RatesPerLayer_MakesCategoriesByTheirMeans()
    {
        var facets = SweepFacets.Of(Made.Spec("layers: [64, 32], dropout: {grid: [0.5, [0.2, 0.5], 0, [0.5, 0.1]]}"));

        Assert.Equal(["0", "0.5 / 0.1", "0.2 / 0.5", "0.5"], facets.Axis.Categories!);
        Assert.Equal([0.0, 1, 2, 3], facets.Series.Single().Points.Select(point => point.Place));
    }

    [Fact]
    public void Of_ManyLists_TakesTheirMeans()
    {
        var facets = SweepFacets.Of(Made.Spec("layers: [64, 32], dropout: [{grid: [0, 0.1, 0.2, 0.3]}, {grid: [0, 0.2, 0.4, 0.6]}]"));

        Assert.Null(facets.Axis.Categories);
        Assert.Equal("mean dropout rate of the hidden layers", facets.Axis.Title);
        Assert.Contains(facets.Series.Single().Points, point => point is { Rate: "0.3 / 0.6" } && Math.Abs(point.Place - 0.45) < 1e-12);
    }

    [Fact]
    public void Of_InputRateAlone_IsTheAxis()
    {
        var facets = SweepFacets.Of(Made.Spec("layers: [64], dropout: 0.5, input_dropout: {grid: [0, 0.2]}"));

        Assert.Equal("dropout rate of the inputs", facets.Axis.Title);
        Assert.Equal([("0", false), ("0.2", false)], facets.Series.Single().Points.Select(point => (point.Rate, point.DropsNothing)));
    }

    [Fact]
    public void Of_BothRates_NamesTheInputsInTheSeries()
    {
        var facets = SweepFacets.Of(Made.Spec("layers: [64], dropout: {grid: [0, 0.5]}, input_dropout: {grid: [0, 0.2]}"));

        Assert.Equal(["64, inputs 0", "64, inputs 0.2"], facets.Series.Select(series => series.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void NameOf_InputsAloneAreDropped_IsNotCalledARateOfZero()
    {
        var facets = SweepFacets.Of(Made.Spec("layers: [64], input_dropout: 0.2, dropout: {grid: [0, 0.5]}"));

        Assert.Equal(["64 with dropout of the inputs alone", "64 at rate 0.5"], [facets.NameOf(0), facets.NameOf(1)], StringComparer.Ordinal);
    }

    [Fact]
    public void Of_OtherParameters_AreNamedWithoutTheArchitectureThatAllShare()
    {
        var facets = SweepFacets.Of(Made.Spec("layers: [64], dropout: {grid: [0, 0.5]}", "training: {learning_rate: {grid: [0.001, 0.01]}}"));

        Assert.Equal(["learning rate 0.001", "learning rate 0.01"], facets.Series.Select(series => series.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Of_VariantsOfOnePlainConfiguration_BeginAtTheirTwin()
    {
        var facets = SweepFacets.Of(RunFolder.Read("dropout-kinds").Spec);

        Assert.DoesNotContain(facets.Series, series => series.Name is "plain");
        var bernoulli = Assert.Single(facets.Series, series => series.Name is "bernoulli");
        Assert.Equal([0, 0.5], bernoulli.Points.Select(point => point.Place));
        Assert.True(bernoulli.Points[0].DropsNothing);
    }

    [Fact]
    public void Best_MoreSeriesThanAsked_KeepsThoseWithTheBestConfigurationsInTheirOrder()
    {
        var spec = Made.Spec("layers: {grid: [[8], [16], [32]]}", "replicates: 1");
        var input = SweepFigureInput.Of(spec, [Made.Trial(spec, 0, 0.95, 0.96), Made.Trial(spec, 1, 0.91, 0.92), Made.Trial(spec, 2, 0.97, 0.99)]);

        Assert.Equal(["8", "32"], SweepFacets.Of(spec).Best(input.Summary, 2).Select(series => series.Name), StringComparer.Ordinal);
    }
}
