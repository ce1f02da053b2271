using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Figures.RateCurves;

/// <summary>A configuration's results at its rate.</summary>
public sealed record RatePoint
{
    /// <summary>The configuration.</summary>
    public required int Configuration { get; init; }

    /// <summary>Its place on the rate axis.</summary>
    public required double Place { get; init; }

    /// <summary>Its rate in words.</summary>
    public required string Rate { get; init; }

    /// <summary>Whether it is without dropout.</summary>
    public required bool IsTwin { get; init; }

    /// <summary>Its mean and interval, in the unit shown.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>Its trials' values, by replicate.</summary>
    public required IReadOnlyList<double> Replicates { get; init; }

    /// <summary>All that in words.</summary>
    public required string Text { get; init; }
}
