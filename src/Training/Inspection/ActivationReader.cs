using DropoutSweep.Training.Data;
using DropoutSweep.Training.Randomness;

namespace DropoutSweep.Training.Inspection;

/// <summary>Reads every layer's values for one sample.</summary>
internal static class ActivationReader
{
    public static ImageActivations Read(InspectionNetwork network, Dataset dataset, SampleSet samples, int row, ulong seed, int mask)
    {
        var layers = Names.Layers(network.Model);
        var evaluated = Values(network, network.Evaluate(samples, [row]));
        // One row: the mask is the first row's of its number, whatever the sample.
        var view = network.Drop(samples, [row], seed, Purpose.InspectionMask, mask);
        var masked = Values(network, view);
        return new ImageActivations
        {
            Row = row,
            Mask = mask,
            ImageWidth = dataset.ImageWidth,
            ImageHeight = dataset.ImageHeight,
            Outputs = network.Outputs(evaluated[^1]),
            MaskedOutputs = network.Outputs(masked[^1]),
            Layers = [.. layers.Select((layer, i) => new LayerActivations
            {
                Name = layer.Name,
                Units = layer.Units,
                Activation = layer.Activation,
                DropoutRate = layer.Dropout,
                Evaluated = evaluated[i],
                Masked = masked[i],
                Multipliers = i < layers.Count - 1 ? Multipliers(view, i, layer.Units) : null,
            })],
        };
    }

    private static float[][] Values(InspectionNetwork network, ForwardView view)
    {
        var model = network.Model;
        var values = new float[model.Layers.Count + 1][];
        values[0] = new float[model.Inputs];
        view.Input(0, values[0]);
        for (var layer = 0; layer < model.Layers.Count; layer++)
        {
            values[layer + 1] = new float[model.Layers[layer].Units];
            view.Output(layer, 0, values[layer + 1]);
        }

        return values;
    }

    private static float[]? Multipliers(ForwardView view, int maskLayer, int units)
    {
        var values = new float[units];
        return view.Mask(maskLayer, 0, values) ? values : null;
    }
}
