namespace DropoutSweep.Training.Configuration;

/// <summary>Everything that, with a seed and the data, decides the bits of a trial's result.</summary>
public sealed record TrainingConfiguration
{
    /// <summary>The network.</summary>
    public required ModelOptions Model { get; init; }

    /// <summary>How it is trained.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Which epoch's model is kept, and by which metric it is judged.</summary>
    public ObjectiveOptions Objective { get; init; } = new();
}
