namespace DropoutSweep.Training.Configuration;

/// <summary>A hidden layer: dense, then activation, then dropout.</summary>
public sealed record LayerOptions
{
    /// <summary>Number of units, 1 to <see cref="TrainingLimits.MaxUnits"/>.</summary>
    public required int Units { get; init; }

    /// <summary>The non-linearity; <see cref="Activation.Relu"/> unless said.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Dropout rate of this layer's outputs: the probability of DROPPING a unit, in [0, 1); 0 unless said.</summary>
    public double Dropout { get; init; }

    /// <summary>L2 factor λ: the loss gains λ · Σw² over this layer's weights (not biases), as in Keras; 0 unless said.</summary>
    public double L2 { get; init; }

    /// <summary>Greatest allowed norm of a unit's incoming weights, enforced after each step; none unless said.</summary>
    public double? MaxNorm { get; init; }
}
