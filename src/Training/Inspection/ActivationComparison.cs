namespace DropoutSweep.Training.Inspection;

/// <summary>A model's activations beside its twin's, over the same samples and, layer by layer, in the same bins.</summary>
/// <param name="Model">The model.</param>
/// <param name="Twin">The same configuration without dropout.</param>
public sealed record ActivationComparison(ActivationStatistics Model, ActivationStatistics Twin);
