namespace DropoutSweep.Training.Configuration;

/// <summary>The noise that dropout multiplies activations with while training.</summary>
public enum DropoutKind
{
    /// <summary>Each unit is dropped (set to zero) with the dropout rate as its probability.</summary>
    Bernoulli,

    /// <summary>
    /// Each unit is multiplied by a draw from N(1, p / (1 - p)), where p is the dropout rate
    /// (Srivastava et al. 2014, section 10, whose p is the probability of retaining).
    /// </summary>
    Gaussian,
}
