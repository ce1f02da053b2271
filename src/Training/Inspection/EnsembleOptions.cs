namespace DropoutSweep.Training.Inspection;

/// <summary>How the ensemble inside a model is tried.</summary>
public sealed record EnsembleOptions
{
    /// <summary>Most thinned networks that are averaged, K: 1 to 10,000; 30 unless said.</summary>
    public int Networks { get; init; } = 30;

    /// <summary>How often K networks are drawn, each time others: 1 to 10,000; 5 unless said.</summary>
    public int Repetitions { get; init; } = 5;

    /// <summary>Whether samples share their masks; they do unless said.</summary>
    public ThinnedMasks Masks { get; init; } = ThinnedMasks.Shared;
}
