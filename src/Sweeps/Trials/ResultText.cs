using DropoutSweep.Training.Results;

namespace DropoutSweep.Sweeps.Trials;

/// <summary>What <see cref="TrialRecordText"/> writes of a result.</summary>
internal sealed record ResultText
{
    public required TrainingStatus Status { get; init; }

    public Divergence? Divergence { get; init; }

    public int? KeptEpoch { get; init; }

    public Scores? Train { get; init; }

    public Scores? Validation { get; init; }

    public Scores? Test { get; init; }

    public string? ModelSha256 { get; init; }
}
