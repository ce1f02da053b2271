namespace DropoutSweep.Training.Configuration;

/// <summary>The distribution that initial weights are drawn from; biases start at zero.</summary>
public enum Initializer
{
    /// <summary>Uniform in ±√(6 / (fan_in + fan_out)): Glorot and Bengio 2010, Keras's default.</summary>
    GlorotUniform,

    /// <summary>Normal with variance 2 / (fan_in + fan_out), truncated at two standard deviations.</summary>
    GlorotNormal,

    /// <summary>Uniform in ±√(6 / fan_in): He et al. 2015.</summary>
    HeUniform,

    /// <summary>Normal with variance 2 / fan_in, truncated at two standard deviations.</summary>
    HeNormal,

    /// <summary>Uniform in ±√(3 / fan_in): LeCun et al. 1998.</summary>
    LecunUniform,

    /// <summary>Normal with variance 1 / fan_in, truncated at two standard deviations.</summary>
    LecunNormal,
}
