namespace DropoutSweep.Grains.Orleans.Placement;

/// <summary>The strategy of <see cref="OwnSiloPlacementAttribute"/>.</summary>
[GenerateSerializer]
[Immutable]
[Alias("dropoutsweep.own-silo")]
internal sealed class OwnSiloPlacement : PlacementStrategy;
