namespace DropoutSweep.Training.Results;

/// <summary>How a training run ended.</summary>
public enum TrainingStatus
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>The observer asked to stop after an epoch.</summary>
    StoppedEarly,

    /// <summary>The loss became NaN or infinite.</summary>
    Diverged,
}
