namespace DropoutSweep.Training.Inspection;

/// <summary>Which units' features are shown, and in which order.</summary>
public enum FeatureRule
{
    /// <summary>Those with the greatest norm of incoming weights, greatest first; on ties the lower unit.</summary>
    GreatestNorm,

    /// <summary>The first ones, as the layer numbers them.</summary>
    First,

    /// <summary>A random sample by the seed, ascending.</summary>
    Random,
}
