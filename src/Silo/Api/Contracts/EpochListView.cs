using DropoutSweep.Training.Results;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>A trial's epochs.</summary>
/// <param name="Sequence">Number of the sweep's newest event when they were read; they are at least as new.</param>
/// <param name="Trial">The trial's number.</param>
/// <param name="Epochs">Its epochs so far, in order.</param>
public sealed record EpochListView(long Sequence, int Trial, IReadOnlyList<EpochMetrics> Epochs);
