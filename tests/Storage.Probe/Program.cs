using System.Globalization;
using DropoutSweep.Storage;
using DropoutSweep.Sweeps.Stores;

// One of several processes that change the same member of a cluster. Arguments: store, cluster, the member's address, this
// process's name, and how often it adds a suspicion of its own to the member's, each time on the table as it stands.
var (cluster, address, name) = (args[1], args[2], args[3]);
var left = int.Parse(args[4], CultureInfo.InvariantCulture);
await using var store = SweepStores.Create(args[0], TimeProvider.System);
await store.OpenAsync(CancellationToken.None);
while (left > 0)
{
    var table = await store.ReadMembershipAsync(cluster, address, CancellationToken.None) ?? throw new InvalidOperationException("No such cluster.");
    var (member, tag) = table.Members[0];
    var more = member with { Suspicions = [.. member.Suspicions, new MemberSuspicion(name, DateTimeOffset.UnixEpoch.AddSeconds(left))] };
    if (await store.ReplaceMemberAsync(new MembershipChange(cluster, table.Tag, table.Version + 1, more), tag, CancellationToken.None))
    {
        left--;
    }
}
