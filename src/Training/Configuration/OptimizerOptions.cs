using System.Text.Json.Serialization;

namespace DropoutSweep.Training.Configuration;

/// <summary>An optimizer with its settings; each kind is a record of its own beside its implementation's folder.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "name")]
[JsonDerivedType(typeof(AdamOptions), "adam")]
[JsonDerivedType(typeof(SgdOptions), "sgd")]
[JsonDerivedType(typeof(RmsPropOptions), "rmsprop")]
public abstract record OptimizerOptions
{
    /// <summary>The learning rate before any schedule, in (0, <see cref="TrainingLimits.MaxLearningRate"/>].</summary>
    public double LearningRate { get; init; } = 0.001;
}
