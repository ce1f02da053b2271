namespace DropoutSweep.Training.Inspection;

/// <summary>Whether the samples of an ensemble's test share their thinned networks.</summary>
public enum ThinnedMasks
{
    /// <summary>
    /// Each thinned network is one mask for all samples: a smaller network with an accuracy of its own. Network n is the
    /// one that <see cref="ModelInspector.Thin"/> shows as mask n.
    /// </summary>
    Shared,

    /// <summary>
    /// Each sample draws its own masks, as Srivastava et al. 2014 did for figure 11: the same expectation, with less
    /// scatter between repetitions.
    /// </summary>
    PerSample,
}
