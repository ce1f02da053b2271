namespace DropoutSweep.Training.Configuration;

/// <summary>The factor is decay^(epochs so far), moving with every step.</summary>
public sealed record ExponentialSchedule : ScheduleOptions
{
    /// <summary>The factor of one epoch, in (0, 1]; 0.95 unless said.</summary>
    public double Decay { get; init; } = 0.95;
}
