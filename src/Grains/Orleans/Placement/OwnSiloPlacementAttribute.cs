using Orleans.Placement;

namespace DropoutSweep.Grains.Orleans.Placement;

/// <summary>Places a grain on the silo whose name is the grain's key.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OwnSiloPlacementAttribute() : PlacementAttribute(new OwnSiloPlacement());
