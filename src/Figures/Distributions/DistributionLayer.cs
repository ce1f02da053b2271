namespace DropoutSweep.Figures.Distributions;

/// <summary>A hidden layer's two histograms.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Text">Its sparsity in words.</param>
/// <param name="UnitMeans">Each unit's mean activation: one curve a model, the twin's second.</param>
/// <param name="Activations">All activations, likewise.</param>
public sealed record DistributionLayer(string Name, string Text, IReadOnlyList<ShareCurve> UnitMeans, IReadOnlyList<ShareCurve> Activations);
