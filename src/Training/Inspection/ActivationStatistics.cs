namespace DropoutSweep.Training.Inspection;

/// <summary>The distribution of every hidden layer's activations.</summary>
/// <param name="Samples">Test samples looked at.</param>
/// <param name="Layers">The hidden layers.</param>
public sealed record ActivationStatistics(int Samples, IReadOnlyList<LayerStatistics> Layers);
