namespace DropoutSweep.Training.Configuration;

/// <summary>Which epoch's model a trial keeps and is judged by.</summary>
public enum ObjectiveEpoch
{
    /// <summary>The last epoch.</summary>
    Last,

    /// <summary>The epoch with the best objective on validation, the earliest on ties.</summary>
    Best,
}
