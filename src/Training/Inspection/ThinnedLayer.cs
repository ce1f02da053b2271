namespace DropoutSweep.Training.Inspection;

/// <summary>One layer of a network thinned by one mask, abridged for drawing.</summary>
public sealed record ThinnedLayer
{
    /// <summary><c>input</c>, <c>hidden 1</c>, …, <c>output</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Number of units.</summary>
    public required int Units { get; init; }

    /// <summary>The layer's dropout rate.</summary>
    public required double DropoutRate { get; init; }

    /// <summary>Number of dropped units among all of them; 0 with Gaussian noise, which drops none.</summary>
    public required int Dropped { get; init; }

    /// <summary>
    /// Which units a drawing shows, ascending: all, or the first and the last ones with a gap between them.
    /// </summary>
    public required int[] ShownUnits { get; init; }

    /// <summary>For each shown unit, whether the mask drops it.</summary>
    public required bool[] ShownDropped { get; init; }

    /// <summary>For each shown unit, its multiplier; null where the layer has no dropout.</summary>
    public float[]? ShownMultipliers { get; init; }

    /// <summary>Whether units are left out of the drawing.</summary>
    public bool Abridged => ShownUnits.Length < Units;
}
