namespace DropoutSweep.Training.Configuration;

/// <summary>The factor is multiplied by <see cref="Factor"/> after every <see cref="EveryEpochs"/> epochs.</summary>
public sealed record StepSchedule : ScheduleOptions
{
    /// <summary>Epochs between two drops, at least 1; 10 unless said.</summary>
    public int EveryEpochs { get; init; } = 10;

    /// <summary>The factor of one drop, in (0, 1]; 0.5 unless said.</summary>
    public double Factor { get; init; } = 0.5;
}
