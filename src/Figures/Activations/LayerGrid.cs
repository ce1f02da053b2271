using DropoutSweep.Figures.Models;

namespace DropoutSweep.Figures.Activations;

/// <summary>A layer's units as a grid of cells, without and with the mask.</summary>
public sealed record LayerGrid
{
    /// <summary>What it is called, with its units.</summary>
    public required string Title { get; init; }

    /// <summary>Cells in a row.</summary>
    public required int Columns { get; init; }

    /// <summary>Units shown.</summary>
    public required int Shown { get; init; }

    /// <summary>The cells as evaluated.</summary>
    public required IReadOnlyList<PixelLayer> Evaluated { get; init; }

    /// <summary>The cells under the mask.</summary>
    public required IReadOnlyList<PixelLayer> Masked { get; init; }

    /// <summary>The units shown that the mask drops.</summary>
    public required IReadOnlyList<int> Dropped { get; init; }

    /// <summary>What is said of it as evaluated.</summary>
    public required string EvaluatedText { get; init; }

    /// <summary>What is said of it under the mask.</summary>
    public required string MaskedText { get; init; }

    /// <summary>Rows of cells.</summary>
    public int Rows => (Shown + Columns - 1) / Columns;
}
