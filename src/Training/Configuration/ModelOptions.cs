namespace DropoutSweep.Training.Configuration;

/// <summary>The architecture of one network: its hidden layers, its output and its regularisation.</summary>
public sealed record ModelOptions
{
    /// <summary>The hidden layers from input to output; may be empty (then the model is linear).</summary>
    public required IReadOnlyList<LayerOptions> Hidden { get; init; }

    /// <summary>What the output layer computes; <see cref="OutputKind.Softmax"/> unless said.</summary>
    public OutputKind Output { get; init; } = OutputKind.Softmax;

    /// <summary>L2 factor of the output layer's weights; 0 unless said.</summary>
    public double OutputL2 { get; init; }

    /// <summary>Greatest allowed norm of an output unit's incoming weights; none unless said.</summary>
    public double? OutputMaxNorm { get; init; }

    /// <summary>Dropout rate of the inputs, in [0, 1); 0 unless said.</summary>
    public double InputDropout { get; init; }

    /// <summary>Whether the model drops anything, inputs or units.</summary>
    public bool HasDropout() => InputDropout > 0 || Hidden.Any(layer => layer.Dropout > 0);

    /// <summary>The noise of every dropout layer; <see cref="DropoutKind.Bernoulli"/> unless said.</summary>
    public DropoutKind DropoutKind { get; init; } = DropoutKind.Bernoulli;

    /// <summary>Where Bernoulli dropout is compensated; <see cref="DropoutScaling.Inverted"/> unless said.</summary>
    public DropoutScaling DropoutScaling { get; init; } = DropoutScaling.Inverted;

    /// <summary>Distribution of the initial weights; <see cref="Initializer.GlorotUniform"/> unless said.</summary>
    public Initializer Initializer { get; init; } = Initializer.GlorotUniform;
}
