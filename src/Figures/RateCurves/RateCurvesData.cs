using DropoutSweep.Figures.Facets;

namespace DropoutSweep.Figures.RateCurves;

/// <summary>A measure against the dropout rate, a line for each series.</summary>
public abstract record RateCurvesData : FigureData
{
    /// <summary>The rate axis.</summary>
    public required RateAxis Axis { get; init; }

    /// <summary>What is shown, with its unit.</summary>
    public required string ValueTitle { get; init; }

    /// <summary>The least value that can be; null for none.</summary>
    public double? Floor { get; init; }

    /// <summary>The greatest value that can be; null for none.</summary>
    public double? Ceiling { get; init; }

    /// <summary>The series, at most eight.</summary>
    public required IReadOnlyList<RateCurve> Curves { get; init; }
}
