using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;

namespace DropoutSweep.Training.Memory;

/// <summary>A dense layer's shape, and the bytes of its parameters.</summary>
internal sealed record LayerSize(int Inputs, int Units, Activation Activation, double Dropout, bool First)
{
    public long Weights => PanelMatrix.Bytes(Inputs, Units);

    public long Biases => PanelMatrix.Bytes(1, Units);

    public long Transposed => First ? 0 : PanelMatrix.Bytes(Units, Inputs);

    /// <summary>Weights and biases without padding.</summary>
    public long Parameters => (Inputs + 1L) * Units;

    /// <summary>The layers of a network, as <see cref="Networks.DenseNetwork"/> makes them.</summary>
    public static IReadOnlyList<LayerSize> Of(ModelOptions model, int inputs, int outputs)
    {
        var layers = new List<LayerSize>(model.Hidden.Count + 1);
        var width = inputs;
        foreach (var hidden in model.Hidden)
        {
            layers.Add(new LayerSize(width, hidden.Units, hidden.Activation, hidden.Dropout, layers.Count == 0));
            width = hidden.Units;
        }

        layers.Add(new LayerSize(width, outputs, Activation.None, Dropout: 0, layers.Count == 0));
        return layers;
    }
}
