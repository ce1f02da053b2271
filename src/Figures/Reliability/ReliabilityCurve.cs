using DropoutSweep.Training.Inspection;

namespace DropoutSweep.Figures.Reliability;

/// <summary>A model's reliability curve.</summary>
/// <param name="Name">What it is called, with its error.</param>
/// <param name="Bins">Bins that hold a prediction.</param>
/// <param name="Samples">Predictions in all bins.</param>
public sealed record ReliabilityCurve(string Name, IReadOnlyList<ReliabilityBin> Bins, int Samples);
