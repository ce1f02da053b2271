using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Training.Models;

/// <summary>A network's parameters with what is needed to use them; immutable by convention.</summary>
public sealed class TrainedModel
{
    /// <summary>The architecture.</summary>
    public required ModelOptions Options { get; init; }

    /// <summary>Number of inputs.</summary>
    public required int Inputs { get; init; }

    /// <summary>Number of outputs: classes, or 1 for regression.</summary>
    public required int Outputs { get; init; }

    /// <summary>Hidden layers in order, then the output layer.</summary>
    public required IReadOnlyList<DenseWeights> Layers { get; init; }
}
