namespace DropoutSweep.Training.Inspection;

/// <summary>How a prediction's uncertainty is sampled.</summary>
public sealed record UncertaintyOptions
{
    /// <summary>Passes with dropout for each sample, 1 to 1,000,000; 200 unless said.</summary>
    public int Passes { get; init; } = 200;

    /// <summary>Share of the passes that the interval holds, in (0, 1); 0.95 unless said.</summary>
    public double Level { get; init; } = 0.95;
}
