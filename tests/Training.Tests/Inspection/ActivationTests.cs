using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Evaluation;
using DropoutSweep.Training.Inspection;
using Xunit;

namespace DropoutSweep.Training.Tests.Inspection;

public sealed class ActivationTests
{
    [Theory]
    [InlineData(OutputKind.Softmax, DropoutKind.Bernoulli, DropoutScaling.Inverted)]
    [InlineData(OutputKind.Softmax, DropoutKind.Bernoulli, DropoutScaling.AtInference)]
    [InlineData(OutputKind.Sigmoid, DropoutKind.Gaussian, DropoutScaling.Inverted)]
    [InlineData(OutputKind.Linear, DropoutKind.Bernoulli, DropoutScaling.AtInference)]
    [InlineData(OutputKind.Linear, DropoutKind.Gaussian, DropoutScaling.Inverted)]
    public void Activations_OfEveryKind_AreThoseOfANaiveNetwork(OutputKind output, DropoutKind kind, DropoutScaling scaling)
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.4, output, kind, scaling));
        var test = inspector.Dataset.Test;
        var seen = inspector.Activations(test, row: 17, mask: 3);
        var inputs = InspectionCase.Inputs(test, 17);

        var evaluated = InspectionCase.Forward(inspector.Model, inputs, (layer, _) => InspectionCase.Scale(inspector.Model, layer));
        var masked = InspectionCase.Forward(inspector.Model, inputs, (layer, unit) => seen.Layers[layer].Multipliers![unit]);
        Assert.Equal(["input", "hidden 1", "hidden 2", "output"], seen.Layers.Select(layer => layer.Name));
        Assert.All(seen.Layers, (layer, i) =>
        {
            AssertClose(evaluated[i], layer.Evaluated);
            AssertClose(masked[i], layer.Masked);
            Assert.Equal(i == 3, layer.Multipliers is null);
        });
        var outputs = new Predictor(inspector.Model).Predict(test, [17], DropoutSweep.Training.Data.PixelScale.Unit, CancellationToken.None);
        Assert.Equal(outputs, seen.Outputs);
        Assert.NotEqual(seen.Outputs, seen.MaskedOutputs);
    }

    [Theory]
    [InlineData(DropoutScaling.Inverted, 1 / 0.6f)]
    [InlineData(DropoutScaling.AtInference, 1f)]
    public void Activations_UnderBernoulliMasks_AreDroppedAtTheirRate(DropoutScaling scaling, float kept)
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.4, scaling: scaling));
        var layers = Enumerable.Range(0, 200).Select(mask => inspector.Activations(inspector.Dataset.Test, 0, mask).Layers[1]).ToArray();
        Assert.All(layers, layer => Assert.All(layer.Multipliers!, (multiplier, unit) =>
        {
            Assert.True(multiplier == 0 || multiplier == kept);
            Assert.True(multiplier != 0 || layer.Masked[unit] == 0);
        }));
        // 14,000 draws: a standard error of .004.
        Assert.Equal(0.4, layers.Average(layer => layer.Dropped) / 70, 0.02);
        Assert.True(layers.Select(layer => string.Concat(layer.Multipliers!)).Distinct().Count() == 200);
    }

    [Fact]
    public void Activations_UnderGaussianNoise_HaveItsMomentsAndDropNone()
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.4, kind: DropoutKind.Gaussian));
        var draws = Enumerable.Range(0, 200).SelectMany(mask => inspector.Activations(inspector.Dataset.Test, 0, mask).Layers[1].Multipliers!).ToArray();
        Assert.Equal(1, draws.Average(), 0.03);
        Assert.Equal(0.4 / 0.6, draws.Average(draw => (draw - 1) * (draw - 1)), 0.05);
        Assert.DoesNotContain(0f, draws);
    }

    [Fact]
    public void Activations_OfAnotherSample_HaveTheSameMask()
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.4));
        var (one, other) = (inspector.Activations(inspector.Dataset.Test, 1, 7), inspector.Activations(inspector.Dataset.Test, 2, 7));
        Assert.Equal(one.Layers[1].Multipliers, other.Layers[1].Multipliers);
        Assert.NotEqual(one.Layers[1].Masked, other.Layers[1].Masked);
        var seeded = new ModelInspector(inspector.Model, InspectionCase.Images, new InspectionOptions { Seed = 1 });
        Assert.NotEqual(one.Layers[1].Multipliers, seeded.Activations(inspector.Dataset.Test, 1, 7).Layers[1].Multipliers);
    }

    [Fact]
    public void Activations_WithoutDropout_AreTheSameTwice()
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0));
        var seen = inspector.Activations(inspector.Dataset.Test, 4);
        Assert.All(seen.Layers, layer =>
        {
            Assert.Null(layer.Multipliers);
            Assert.Equal(layer.Evaluated, layer.Masked);
            Assert.Equal(0, layer.Dropped);
        });
    }

    [Fact]
    public void Thin_OfAMask_ShowsWhatActivationsShow()
    {
        var inspector = InspectionCase.Inspect(InspectionCase.Options(0.4));
        var layers = inspector.Activations(inspector.Dataset.Test, 0, 5).Layers;
        var thinned = inspector.Thin(5, maxUnits: 9);
        Assert.Equal([0, 1, 2, 3, 4, 66, 67, 68, 69], thinned.Layers[1].ShownUnits);
        Assert.All(thinned.Layers, (layer, i) =>
        {
            Assert.Equal(layers[i].Units, layer.Units);
            Assert.Equal(layers[i].Dropped, layer.Dropped);
            Assert.Equal(layer.ShownUnits.Select(unit => layers[i].Multipliers is { } mask && mask[unit] == 0), layer.ShownDropped);
            Assert.Equal(i < 3, layer.Abridged);
        });
        Assert.Equal((51 * 70) + (71 * 20) + (21 * 5), thinned.Parameters);
        var kept = layers.Select(layer => layer.Units - layer.Dropped).ToArray();
        Assert.Equal(((kept[0] + 1) * kept[1]) + ((kept[1] + 1) * kept[2]) + ((kept[2] + 1) * 5), thinned.KeptParameters);
        Assert.InRange(thinned.KeptParameters, 1, thinned.Parameters - 1);
    }

    private static void AssertClose(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected, (value, i) => Assert.Equal(value, actual[i], 1e-5 * Math.Max(1, Math.Abs(value))));
    }
}
