namespace DropoutSweep.Training.Data;

/// <summary>What a data set asks of a network.</summary>
public enum LearningTask
{
    /// <summary>Choose one of <see cref="Dataset.Classes"/> classes.</summary>
    Classification,

    /// <summary>Predict one number.</summary>
    Regression,
}
