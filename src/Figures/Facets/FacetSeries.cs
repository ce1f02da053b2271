namespace DropoutSweep.Figures.Facets;

/// <summary>Configurations that differ in their dropout rate only.</summary>
/// <param name="Name">What they share: the architecture, and whatever else varies over the sweep.</param>
/// <param name="Points">Their places in ascending order. A twin without dropout may stand in several series.</param>
public sealed record FacetSeries(string Name, IReadOnlyList<FacetPoint> Points);
