namespace DropoutSweep.Training.Inspection;

/// <summary>The network that one mask leaves, and what it left out.</summary>
public sealed record ThinnedNetwork
{
    /// <summary>Which mask.</summary>
    public required int Mask { get; init; }

    /// <summary>The input, the hidden layers, the output layer.</summary>
    public required IReadOnlyList<ThinnedLayer> Layers { get; init; }

    /// <summary>Weights and biases of the whole network.</summary>
    public required long Parameters { get; init; }

    /// <summary>Weights between kept units and biases of kept units.</summary>
    public required long KeptParameters { get; init; }
}
