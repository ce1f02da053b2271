using DropoutSweep.Training.Inspection;
using DropoutSweep.Training.Results;

namespace DropoutSweep.Client.Documents;

/// <summary>What a claim is measured by of one trial.</summary>
/// <param name="Result">Its result.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="Ensemble">The ensemble inside its model; null where the metric asks for none, or the model drops nothing.</param>
internal sealed record ClaimTrial(TrainingResult Result, IReadOnlyList<EpochMetrics> Epochs, EnsembleInspection? Ensemble);
