using DropoutSweep.Sweeps.Analysis;

namespace DropoutSweep.Figures.HeatMap;

/// <summary>A cell of a heat map.</summary>
public sealed record HeatMapCell
{
    /// <summary>Its row.</summary>
    public required int Row { get; init; }

    /// <summary>Its column.</summary>
    public required int Column { get; init; }

    /// <summary>The mean: test accuracy in percent, or test loss; null while no trial has completed.</summary>
    public double? Value { get; init; }

    /// <summary>The mean difference to the twin: points, or loss; null without one.</summary>
    public double? Difference { get; init; }

    /// <summary>What the comparison with the twin shows; null for a configuration without twin.</summary>
    public TwinVerdict? Verdict { get; init; }

    /// <summary>Whether it is without dropout.</summary>
    public bool IsTwin { get; init; }

    /// <summary>Its first line: the value.</summary>
    public string First { get; init; } = string.Empty;

    /// <summary>Its second line: the difference, or what stands in its place.</summary>
    public string Second { get; init; } = string.Empty;

    /// <summary>All that in words.</summary>
    public required string Text { get; init; }
}
