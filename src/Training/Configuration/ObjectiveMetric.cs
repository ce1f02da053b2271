namespace DropoutSweep.Training.Configuration;

/// <summary>What a trial is judged by; measured on the validation set only.</summary>
public enum ObjectiveMetric
{
    /// <summary>Share of validation samples classified rightly; greater is better.</summary>
    ValidationAccuracy,

    /// <summary>Mean validation loss; less is better.</summary>
    ValidationLoss,
}
