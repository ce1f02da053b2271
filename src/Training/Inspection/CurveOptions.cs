namespace DropoutSweep.Training.Inspection;

/// <summary>How a fitted curve is sampled.</summary>
public sealed record CurveOptions
{
    /// <summary>Points of the grid, 2 to 100,000, from the least to the greatest input of the data; 201 unless said.</summary>
    public int Points { get; init; } = 201;

    /// <summary>Passes with dropout at each point, 0 to 1,000,000; 0 (no band) unless said.</summary>
    public int Passes { get; init; }

    /// <summary>Share of the passes that the band holds, in (0, 1); 0.95 unless said.</summary>
    public double Level { get; init; } = 0.95;
}
