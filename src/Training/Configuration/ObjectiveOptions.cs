namespace DropoutSweep.Training.Configuration;

/// <summary>What is optimised over a sweep: a metric, and the epoch at which it counts.</summary>
public sealed record ObjectiveOptions
{
    /// <summary>The metric; <see cref="ObjectiveMetric.ValidationAccuracy"/> unless said.</summary>
    public ObjectiveMetric Metric { get; init; } = ObjectiveMetric.ValidationAccuracy;

    /// <summary>The epoch that counts; <see cref="ObjectiveEpoch.Last"/> unless said.</summary>
    public ObjectiveEpoch At { get; init; } = ObjectiveEpoch.Last;
}
