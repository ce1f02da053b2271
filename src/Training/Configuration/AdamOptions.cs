namespace DropoutSweep.Training.Configuration;

/// <summary>Adam (Kingma and Ba 2015, algorithm 1), with Keras's defaults.</summary>
public sealed record AdamOptions : OptimizerOptions
{
    /// <summary>Decay of the first moment, in [0, 1); 0.9 unless said.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment, in [0, 1); 0.999 unless said.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment, <see cref="TrainingLimits.MinEpsilon"/> to 1; 1e-7 unless said.</summary>
    public double Epsilon { get; init; } = 1e-7;
}
