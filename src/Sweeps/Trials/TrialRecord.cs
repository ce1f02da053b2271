using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Trials;

/// <summary>A trial with its result once it has ended.</summary>
public sealed record TrialRecord
{
    /// <summary>The trial.</summary>
    public required Trial Trial { get; init; }

    /// <summary>Where it stands, or how it ended.</summary>
    public required TrialState State { get; init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public TrialFailure? Failure { get; init; }

    /// <summary>The result of training; for a diverged trial its epochs up to there; null when it never trained.</summary>
    public TrainingResult? Result { get; init; }

    /// <summary>Epochs trained: as many as <see cref="Result"/> holds, also where a store read it without them.</summary>
    public int EpochCount
    {
        get => field > 0 ? field : Result?.Epochs.Count ?? 0;
        init;
    }

    /// <summary>Seconds spent in a slot over all its attempts; informative, not part of the result's bits.</summary>
    public double Seconds { get; init; }
}
