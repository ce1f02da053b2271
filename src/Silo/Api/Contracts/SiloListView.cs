using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>The silos that share the store.</summary>
/// <param name="Silos">The silos, by name.</param>
public sealed record SiloListView(IReadOnlyList<SiloRecord> Silos);
