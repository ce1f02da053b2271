using DropoutSweep.Training.Configuration;
using DropoutSweep.Training.Kernels;
using DropoutSweep.Training.Memory;
using DropoutSweep.Training.Models;

namespace DropoutSweep.Training.Networks;

/// <summary>A dense layer's parameters in the kernels' layout.</summary>
internal sealed class DenseLayer
{
    public DenseLayer(int inputs, int units, Activation activation, double dropout, double l2, double? maxNorm, bool first, ArrayStock? stock)
    {
        Inputs = inputs;
        Units = units;
        Activation = activation;
        Dropout = dropout;
        Decay = (float)(2 * l2);
        MaxNorm = (float?)maxNorm;
        Weights = new PanelMatrix(inputs, units, stock);
        Biases = new PanelMatrix(1, units, stock);
        Transposed = first ? null : new PanelMatrix(units, inputs, stock);
    }

    public int Inputs { get; }

    public int Units { get; }

    public Activation Activation { get; }

    /// <summary>Dropout rate of this layer's outputs.</summary>
    public double Dropout { get; }

    /// <summary>2λ of the L2 penalty.</summary>
    public float Decay { get; }

    public float? MaxNorm { get; }

    /// <summary>[inputs × units].</summary>
    public PanelMatrix Weights { get; }

    /// <summary>[1 × units].</summary>
    public PanelMatrix Biases { get; }

    /// <summary>[units × inputs], kept equal to the weights; null for the first layer, which passes no gradient on.</summary>
    public PanelMatrix? Transposed { get; }

    /// <summary>Whether parameters are as many as this layer has.</summary>
    public bool Fits(DenseWeights source) =>
        (source.Inputs, source.Units) == (Inputs, Units) && source.Weights.LongLength == Inputs * (long)Units && source.Biases.Length == Units;

    /// <summary>Takes over parameters that fit.</summary>
    public void Load(DenseWeights source)
    {
        Weights.FromRowMajor(source.Weights);
        Biases.FromRowMajor(source.Biases);
    }

    public DenseWeights Save() => new(Inputs, Units, Weights.ToRowMajor(), Biases.ToRowMajor());
}
