using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using DropoutSweep.Training.Data;

namespace DropoutSweep.Silo.Engine;

/// <summary>A sweep as a silo trains it.</summary>
/// <param name="Spec">The specification.</param>
/// <param name="Dataset">The data that its trials are trained on; null when they cannot be loaded here.</param>
/// <param name="Data">These, split; null when they cannot be trained on.</param>
/// <param name="Failure">What every trial then ends with; null when they can.</param>
/// <param name="KeepsModels">Whether any models are kept.</param>
public sealed record SweepWork(SweepSpec Spec, DatasetIdentity? Dataset, TrainingData? Data, TrialFailure? Failure, bool KeepsModels);
