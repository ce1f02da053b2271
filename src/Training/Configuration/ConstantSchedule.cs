namespace DropoutSweep.Training.Configuration;

/// <summary>The factor is 1 throughout.</summary>
public sealed record ConstantSchedule : ScheduleOptions;
