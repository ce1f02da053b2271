namespace DropoutSweep.Training.Inspection;

/// <summary>Every layer's values for one sample, without dropout and under one mask.</summary>
public sealed record ImageActivations
{
    /// <summary>The sample's row in its set.</summary>
    public required int Row { get; init; }

    /// <summary>Which mask: masks of one seed are numbered from 0 and depend on nothing else.</summary>
    public required int Mask { get; init; }

    /// <summary>Width of the input as an image; 0 when it is none.</summary>
    public required int ImageWidth { get; init; }

    /// <summary>Height of the input as an image; 0 when it is none.</summary>
    public required int ImageHeight { get; init; }

    /// <summary>The input, the hidden layers, the output layer.</summary>
    public required IReadOnlyList<LayerActivations> Layers { get; init; }

    /// <summary>The model's outputs without dropout, [outputs]: softmax, sigmoids (not summing to 1), or the prediction.</summary>
    public required float[] Outputs { get; init; }

    /// <summary>The model's outputs under the mask, [outputs].</summary>
    public required float[] MaskedOutputs { get; init; }
}
