using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>The silos that share the store.</summary>
/// <param name="Silos">The silos, by name.</param>
/// <param name="Memberships">What Orleans knows of them: its clusters, most often one; absent unless <c>orleans</c> is the engine of those that live.</param>
public sealed record SiloListView(IReadOnlyList<SiloRecord> Silos, IReadOnlyList<MembershipView>? Memberships = null);
