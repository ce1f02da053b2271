namespace DropoutSweep.Training.Configuration;

/// <summary>RMSprop (Tieleman and Hinton 2012, lecture 6.5), with Keras's defaults.</summary>
public sealed record RmsPropOptions : OptimizerOptions
{
    /// <summary>Decay of the mean square, in [0, 1); 0.9 unless said.</summary>
    public double Rho { get; init; } = 0.9;

    /// <summary>Momentum of the scaled step, in [0, 1); 0 unless said.</summary>
    public double Momentum { get; init; }

    /// <summary>Added to the root of the mean square, <see cref="TrainingLimits.MinEpsilon"/> to 1; 1e-7 unless said.</summary>
    public double Epsilon { get; init; } = 1e-7;
}
