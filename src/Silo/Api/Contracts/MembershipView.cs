using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>A cluster as its members keep it, with the engine <c>orleans</c>. Times are theirs, in UTC.</summary>
/// <param name="Cluster">The cluster's id.</param>
/// <param name="Version">How often its members have changed, signs of life left out.</param>
/// <param name="Members">The members, by the time at which they started; those that are dead last.</param>
public sealed record MembershipView(string Cluster, int Version, IReadOnlyList<MemberRecord> Members);
