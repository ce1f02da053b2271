namespace DropoutSweep.Training.Configuration;

/// <summary>How the learning rate moves over training, as a factor on the optimizer's rate.</summary>
public abstract record ScheduleOptions;
