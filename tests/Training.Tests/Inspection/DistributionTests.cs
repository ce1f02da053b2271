using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Models;
using Xunit;

namespace DropoutSweep.Training.Tests.Inspection;

public sealed class DistributionTests
{
    [Theory]
    [InlineData(OutputKind.Softmax, DropoutScaling.Inverted)]
    [InlineData(OutputKind.Sigmoid, DropoutScaling.AtInference)]
    [InlineData(OutputKind.Linear, DropoutScaling.AtInference)]
    public void Distribution_OfASample_IsThatOfANaiveNetwork(OutputKind output, DropoutScaling scaling)
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.4, output, scaling: scaling), new InspectionOptions { SampleSize = 25, Seed = 3 });
        var statistics = inspector.Distribution(CancellationToken.None);
        var rows = inspector.SampleRows.ToArray();
        Assert.Equal(25, statistics.Samples);
        Assert.Equal(25, rows.Distinct().Count());
        var values = rows.Select(row => InspectionCase.Forward(inspector.Model, InspectionCase.Inputs(inspector.Dataset.Test, row), (layer, _) => InspectionCase.Scale(inspector.Model, layer))).ToArray();
        Assert.All(statistics.Layers, (layer, i) =>
        {
            // The activation itself: without the factor that inference gives it.
            var scale = InspectionCase.Scale(inspector.Model, i + 1);
            var all = values.SelectMany(sample => sample[i + 1]).Select(value => value / scale).ToArray();
            Assert.Equal(all.Average(), layer.Mean, 1e-6);
            Assert.Equal(Math.Sqrt(all.Average(value => value * value) - (all.Average() * all.Average())), layer.StandardDeviation, 1e-5);
            Assert.Equal((all.Min(), all.Max()), (layer.Least, layer.Greatest), (x, y) => Math.Abs(x.Item1 - y.Item1) + Math.Abs(x.Item2 - y.Item2) < 1e-5);
            Assert.Equal(all.Count(value => value == 0) / (double)all.Length, layer.ZeroShare, 1e-12);
            AssertHistogram(layer.Activations, all);
            var units = Enumerable.Range(0, layer.Units).ToArray();
            AssertHistogram(layer.UnitMeans, [.. units.Select(unit => values.Average(sample => sample[i + 1][unit] / scale))]);
            Assert.Equal(units.Count(unit => values.Select(sample => sample[i + 1][unit]).Distinct().Count() == 1) / (double)layer.Units, layer.DeadShare, 1e-12);
        });
        Assert.InRange(statistics.Layers[0].ZeroShare, 0.05, 0.95);
        Assert.Equal(0, statistics.Layers[1].ZeroShare);
    }

    [Fact]
    public void Distribution_OfADeadUnit_CountsIt()
    {
        var model = InspectionCase.Train(InspectionCase.Options(0));
        var first = model.Layers[0];
        var (weights, biases) = (first.Weights.ToArray(), first.Biases.ToArray());
        for (var input = 0; input < first.Inputs; input++)
        {
            weights[(input * first.Units) + 7] = 0;
        }

        biases[7] = -1;
        var before = new ModelInspector(model, InspectionCase.Images).Distribution(CancellationToken.None).Layers[0];
        var changed = new TrainedModel { Options = model.Options, Inputs = 50, Outputs = 5, Layers = [first with { Weights = weights, Biases = biases }, .. model.Layers.Skip(1)] };
        var after = new ModelInspector(changed, InspectionCase.Images).Distribution(CancellationToken.None).Layers[0];
        Assert.Equal(before.DeadShare + (1 / 70.0), after.DeadShare, 1e-12);
        Assert.True(after.ZeroShare > before.ZeroShare);
    }

    [Fact]
    public void CompareDistributions_WithATwin_SharesSampleAndBins()
    {
        var options = new InspectionOptions { SampleSize = 40 };
        var (model, twin) = (InspectionCase.Inspect(InspectionCase.Options(0.5), options), InspectionCase.Inspect(InspectionCase.Options(0)));
        var comparison = model.CompareDistributions(twin, CancellationToken.None);
        Assert.Equal((40, 40), (comparison.Model.Samples, comparison.Twin.Samples));
        Assert.All(comparison.Model.Layers, (layer, i) =>
        {
            var other = comparison.Twin.Layers[i];
            Assert.Equal((layer.Activations.Low, layer.Activations.Width, layer.Activations.Counts.Length), (other.Activations.Low, other.Activations.Width, other.Activations.Counts.Length));
            Assert.Equal((layer.UnitMeans.Low, layer.UnitMeans.Width), (other.UnitMeans.Low, other.UnitMeans.Width));
        });
        Assert.Equal(model.Distribution(CancellationToken.None).Layers[0].Mean, comparison.Model.Layers[0].Mean);
        Assert.NotEqual(comparison.Model.Layers[0].Mean, comparison.Twin.Layers[0].Mean);
    }

    [Theory]
    [InlineData(0, 1, 0, 0.02, 50)]
    [InlineData(0, 7.3, 0, 0.2, 37)]
    [InlineData(-1, 1, -1, 0.05, 40)]
    [InlineData(-0.013, 251, -10, 10, 27)]
    [InlineData(0, 0, 0, 0.02, 50)]
    [InlineData(0, 3e-7, 0, 1e-8, 30)]
    public void Covering_ARange_HasRoundBins(double least, double greatest, double low, double width, int count)
    {
        var bins = HistogramBins.Covering(least, greatest);
        Assert.Equal((low, width, count), (bins.Low, bins.Width, bins.Count));
        Assert.Equal((0, count - 1), (bins.IndexOf(least - 1), bins.IndexOf(greatest + 1e9)));
    }

    [Theory]
    [InlineData(FeatureRule.GreatestNorm)]
    [InlineData(FeatureRule.First)]
    [InlineData(FeatureRule.Random)]
    public void Features_ByARule_AreTheUnitsColumns(FeatureRule rule)
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.4));
        var features = inspector.Features(6, rule);
        var layer = inspector.Model.Layers[0];
        var norms = Enumerable.Range(0, 70).Select(unit => Math.Sqrt(Enumerable.Range(0, 50).Sum(i => Math.Pow(layer.Weights[(i * 70) + unit], 2)))).ToArray();
        var units = features.Features.Select(feature => feature.Unit).ToArray();
        Assert.Equal((50, 1, 70, 6), (features.Width, features.Height, features.Units, units.Distinct().Count()));
        Assert.All(features.Features, feature =>
        {
            Assert.Equal(norms[feature.Unit], feature.Norm, 1e-12);
            Assert.Equal(Enumerable.Range(0, 50).Select(i => layer.Weights[(i * 70) + feature.Unit]), feature.Weights);
            Assert.Equal(layer.Biases[feature.Unit], feature.Bias);
        });
        Assert.Equal(features.Features.Max(feature => feature.Weights.Max(Math.Abs)), features.Limit);
        switch (rule)
        {
            case FeatureRule.GreatestNorm:
                Assert.Equal(norms.OrderDescending().Take(6), features.Features.Select(feature => norms[feature.Unit]));
                break;
            case FeatureRule.First:
                Assert.Equal([0, 1, 2, 3, 4, 5], units);
                break;
            default:
                Assert.Equal(units.Order(), units);
                Assert.NotEqual([0, 1, 2, 3, 4, 5], units);
                break;
        }

        Assert.Equal(70, inspector.Features(1_000, rule).Features.Count);
    }

    // A value within rounding of an edge may fall on either side.
    private static void AssertHistogram(Histogram histogram, double[] values)
    {
        Assert.Equal(values.Length, histogram.Counts.Sum());
        var expected = new long[histogram.Counts.Length];
        var doubtful = 0;
        foreach (var value in values)
        {
            var place = (value - histogram.Low) / histogram.Width;
            expected[Math.Clamp((int)Math.Floor(place), 0, expected.Length - 1)]++;
            doubtful += value != 0 && Math.Abs(place - Math.Round(place)) < 1e-4 ? 1 : 0;
        }

        Assert.InRange(expected.Zip(histogram.Counts, (x, y) => Math.Abs(x - y)).Sum(), 0, 2 * doubtful);
        Assert.InRange(doubtful, 0, 5);
    }
}
