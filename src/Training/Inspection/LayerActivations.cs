using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Training.Inspection;

/// <summary>One layer's values for one sample: as evaluated, and under one dropout mask.</summary>
public sealed record LayerActivations
{
    /// <summary><c>input</c>, <c>hidden 1</c>, <c>hidden 2</c>, …, <c>output</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Number of units.</summary>
    public required int Units { get; init; }

    /// <summary>The non-linearity; <see cref="Activation.None"/> for the input and for the output layer.</summary>
    public required Activation Activation { get; init; }

    /// <summary>The layer's dropout rate: the probability of dropping a unit; 0 where there is no dropout.</summary>
    public required double DropoutRate { get; init; }

    /// <summary>
    /// Without dropout, what the next layer reads, [units]; where dropout is compensated at inference this includes the
    /// factor 1 − p. For the output layer the logits.
    /// </summary>
    public required float[] Evaluated { get; init; }

    /// <summary>
    /// Under the mask, what the next layer reads, [units]: the activation (of a network whose lower layers are masked too)
    /// times its multiplier. For the output layer the logits.
    /// </summary>
    public required float[] Masked { get; init; }

    /// <summary>
    /// The mask, [units]: what each unit was multiplied by. Bernoulli: 0 for a dropped unit, else 1 / (1 − p), or 1 when compensated at
    /// inference; Gaussian: a draw from N(1, p / (1 − p)). Null where the layer has no dropout.
    /// </summary>
    public float[]? Multipliers { get; init; }

    /// <summary>Number of dropped units, those with multiplier 0.</summary>
    public int Dropped => Multipliers?.Count(multiplier => multiplier == 0) ?? 0;
}
