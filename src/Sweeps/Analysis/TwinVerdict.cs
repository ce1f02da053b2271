namespace DropoutSweep.Sweeps.Analysis;

/// <summary>What a comparison with the twin shows.</summary>
public enum TwinVerdict
{
    /// <summary>Fewer than three pairs of seeds: nothing can be said.</summary>
    TooFewSeeds,

    /// <summary>The difference is one that these seeds cannot tell from chance.</summary>
    NoDifference,

    /// <summary>Dropout does better.</summary>
    Helps,

    /// <summary>Dropout does worse.</summary>
    Hurts,
}
