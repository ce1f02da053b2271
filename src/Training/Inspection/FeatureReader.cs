using DropoutSweep.Training.Data;
using DropoutSweep.Training.Models;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Inspection;

/// <summary>Reads the first layer's features.</summary>
internal static class FeatureReader
{
    public static FirstLayerFeatures Read(TrainedModel model, Dataset dataset, int count, FeatureRule rule, ulong seed)
    {
        var layer = model.Layers[0];
        var isImage = dataset.ImageWidth > 0 && dataset.ImageHeight > 0;
        var norms = Norms(layer);
        UnitFeature[] features = [.. Choose(norms, Math.Min(count, layer.Units), rule, seed).Select(unit => new UnitFeature(unit, norms[unit], layer.Biases[unit], Column(layer, unit)))];
        return new FirstLayerFeatures
        {
            Width = isImage ? dataset.ImageWidth : model.Inputs,
            Height = isImage ? dataset.ImageHeight : 1,
            Units = layer.Units,
            Rule = rule,
            Limit = features.Max(feature => feature.Weights.Max(Math.Abs)),
            Features = features,
        };
    }

    private static IEnumerable<int> Choose(double[] norms, int count, FeatureRule rule, ulong seed)
    {
        var units = Enumerable.Range(0, norms.Length).ToArray();
        switch (rule)
        {
            case FeatureRule.GreatestNorm:
                return units.OrderByDescending(unit => norms[unit]).Take(count);
            case FeatureRule.First:
                return units.Take(count);
            case FeatureRule.Random:
                Permutation.Shuffle(units, new RandomSequence(seed, Purpose.InspectionSample, layer: 1));
                return units.Take(count).Order();
            default:
                throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule.");
        }
    }

    private static double[] Norms(DenseWeights layer)
    {
        var norms = new double[layer.Units];
        for (var i = 0; i < layer.Weights.Length; i++)
        {
            norms[i % layer.Units] += (double)layer.Weights[i] * layer.Weights[i];
        }

        for (var unit = 0; unit < norms.Length; unit++)
        {
            norms[unit] = Math.Sqrt(norms[unit]);
        }

        return norms;
    }

    private static float[] Column(DenseWeights layer, int unit)
    {
        var column = new float[layer.Inputs];
        for (var input = 0; input < column.Length; input++)
        {
            column[input] = layer.Weights[(input * layer.Units) + unit];
        }

        return column;
    }
}
