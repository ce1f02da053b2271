namespace DropoutSweep.Training.Inspection;

/// <summary>What every look into a model depends on, beside the model and the data.</summary>
public sealed record InspectionOptions
{
    /// <summary>Seed of masks and of the sample of test images; 0 unless said. Equal seeds look at equal samples of any model.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Test samples that distributions and ensembles are computed over, drawn by <see cref="Seed"/>; at least 1, 2,000 unless said,
    /// all when the test set has no more.
    /// </summary>
    public int SampleSize { get; init; } = 2_000;
}
