namespace DropoutSweep.Training.Configuration;

/// <summary>The non-linearity of a hidden layer, applied to each unit on its own.</summary>
public enum Activation
{
    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>The hyperbolic tangent, in (-1, 1).</summary>
    Tanh,

    /// <summary>The logistic function 1 / (1 + e^-x), in (0, 1).</summary>
    Sigmoid,

    /// <summary>The identity: the layer is linear.</summary>
    None,
}
