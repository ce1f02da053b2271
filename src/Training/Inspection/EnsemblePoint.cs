namespace DropoutSweep.Training.Inspection;

/// <summary>The average of k thinned networks.</summary>
/// <param name="Networks">k: how many were averaged.</param>
/// <param name="Accuracy">Share classified rightly by the averaged probabilities, over repetitions; null for regression.</param>
/// <param name="Loss">Mean loss: cross-entropy of the averaged probabilities in nats, or squared error of the averaged predictions.</param>
public sealed record EnsemblePoint(int Networks, Spread? Accuracy, Spread Loss);
