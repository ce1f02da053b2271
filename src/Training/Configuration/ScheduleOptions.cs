using System.Text.Json.Serialization;

namespace DropoutSweep.Training.Configuration;

/// <summary>How the learning rate moves over training, as a factor on the optimizer's rate.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "name")]
[JsonDerivedType(typeof(ConstantSchedule), "constant")]
[JsonDerivedType(typeof(StepSchedule), "step")]
[JsonDerivedType(typeof(ExponentialSchedule), "exponential")]
[JsonDerivedType(typeof(CosineSchedule), "cosine")]
public abstract record ScheduleOptions;
