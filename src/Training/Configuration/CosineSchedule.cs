namespace DropoutSweep.Training.Configuration;

/// <summary>The factor falls from 1 to <see cref="Final"/> along half a cosine (Loshchilov and Hutter 2017, no restarts).</summary>
public sealed record CosineSchedule : ScheduleOptions
{
    /// <summary>The factor at the end of training, in [0, 1]; 0 unless said.</summary>
    public double Final { get; init; }
}
