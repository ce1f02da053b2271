using Orleans.Runtime.Placement;

namespace DropoutSweep.Grains.Orleans.Placement;

/// <summary>Finds the silo whose name is the grain's key.</summary>
internal sealed class OwnSiloPlacementDirector(IClusterMembershipService members) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var name = target.GrainIdentity.Key.ToString();
        var silos = context.GetCompatibleSilos(target);
        var member = members.CurrentSnapshot.Members.Values.FirstOrDefault(
            member => member.Status == SiloStatus.Active && string.Equals(member.Name, name, StringComparison.Ordinal) && silos.Contains(member.SiloAddress));
        return member is null
            ? Task.FromException<SiloAddress>(new SiloUnavailableException($"Silo {name} is no member of the cluster."))
            : Task.FromResult(member.SiloAddress);
    }
}
