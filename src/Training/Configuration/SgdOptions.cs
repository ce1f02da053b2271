namespace DropoutSweep.Training.Configuration;

/// <summary>Stochastic gradient descent with momentum, in Keras's form: v ← μv − ηg, w ← w + v.</summary>
public sealed record SgdOptions : OptimizerOptions
{
    /// <summary>Keras's default learning rate for SGD, 0.01.</summary>
    public SgdOptions() => LearningRate = 0.01;

    /// <summary>Momentum μ, in [0, 1); 0 unless said.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether the gradient is looked up ahead: w ← w + μv − ηg (Sutskever et al. 2013).</summary>
    public bool Nesterov { get; init; }

    /// <summary>Momentum at the first step when it is ramped up, in [0, 1); none unless said.</summary>
    public double? InitialMomentum { get; init; }

    /// <summary>Epochs over which momentum rises linearly from <see cref="InitialMomentum"/> to <see cref="Momentum"/>; 0 unless said.</summary>
    public double MomentumRampEpochs { get; init; }
}
