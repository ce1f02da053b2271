using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Figures.Pareto;

/// <summary>A configuration between score and gap.</summary>
public sealed record ParetoPoint
{
    /// <summary>The configuration.</summary>
    public required int Configuration { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The number of its series in the legend; null for one that the legend does not name.</summary>
    public required int? Series { get; init; }

    /// <summary>Whether it is without dropout.</summary>
    public required bool IsTwin { get; init; }

    /// <summary>Its gap.</summary>
    public required Estimate Gap { get; init; }

    /// <summary>Its test accuracy in percent, or its test loss.</summary>
    public required Estimate Score { get; init; }

    /// <summary>Whether no other configuration has both a better score and a smaller gap.</summary>
    public required bool IsFront { get; init; }

    /// <summary>All that in words.</summary>
    public required string Text { get; init; }
}
