namespace DropoutSweep.Training;

/// <summary>What a training run does after an epoch.</summary>
public enum TrainingDirective
{
    /// <summary>Train the next epoch.</summary>
    Continue,

    /// <summary>Stop here; the result is that of the epochs trained so far.</summary>
    StopEarly,
}
