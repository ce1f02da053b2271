namespace DropoutSweep.Training.Randomness;

/// <summary>
/// What random numbers are drawn for: part of every stream's counter, so that no two uses ever share numbers.
/// The values are part of the results' bits: never renumber.
/// </summary>
public enum Purpose : byte
{
    /// <summary>Which training samples validate.</summary>
    Split = 1,

    /// <summary>The order of training samples in an epoch.</summary>
    Shuffle = 2,

    /// <summary>Initial weights.</summary>
    Weights = 3,

    /// <summary>Dropout masks while training.</summary>
    Dropout = 4,

    /// <summary>Dropout masks of Monte-Carlo prediction.</summary>
    MonteCarlo = 5,

    /// <summary>Which training samples are evaluated after each epoch.</summary>
    EvaluationSample = 6,

    /// <summary>The generated digits.</summary>
    Digits = 7,

    /// <summary>The generated curve.</summary>
    Curve = 8,

    /// <summary>Random labels and their noise.</summary>
    RandomLabels = 9,

    /// <summary>The masks that thin a network which is looked into.</summary>
    InspectionMask = 10,

    /// <summary>Which samples or units are looked at.</summary>
    InspectionSample = 11,
}
