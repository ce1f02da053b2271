using DropoutSweep.Training.Configuration;

namespace DropoutSweep.Sweeps.Specification;

/// <summary>One point of a sweep's search space.</summary>
public sealed record SweepConfiguration
{
    /// <summary>Its number in the sweep, from 0, in the order of the specification (the last axis moves fastest).</summary>
    public required int Number { get; init; }

    /// <summary>
    /// The values that vary over the sweep, in the specification's order: path (such as <c>model.dropout</c>)
    /// and value as YAML writes it (such as <c>0.2</c> or <c>[512, 256]</c>); empty when nothing varies.
    /// </summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>What is trained.</summary>
    public required TrainingConfiguration Training { get; init; }
}
