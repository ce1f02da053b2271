using Orleans.Configuration;

namespace DropoutSweep.Grains.Orleans.Hosting;

/// <summary>How soon silos notice that one of them has died, all derived from how long a lease lasts.</summary>
internal static class ClusterTimes
{
    /// <summary>Missed answers after which a silo is suspected.</summary>
    private const int Misses = 3;

    /// <summary>Three misses in a third of a lease, or as near to it as the bounds below allow.</summary>
    private const int ProbesOfLease = 3 * Misses;

    /// <summary>
    /// Shorter, a machine with much else to do has its silos declare one another dead: a thread that waits for its turn there
    /// answers late, and who is declared dead has to begin anew.
    /// </summary>
    private static readonly TimeSpan ShortestProbe = TimeSpan.FromSeconds(5) / Misses;

    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestRefresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRefresh = TimeSpan.FromSeconds(5);

    /// <summary>The least time after which a silo that does not answer can be declared dead.</summary>
    public static TimeSpan LeastDetection => ShortestProbe * Misses;

    /// <summary>Sets the times.</summary>
    public static void Configure(ClusterMembershipOptions options, TimeSpan lease)
    {
        var refresh = Within(lease / 3, ShortestRefresh, LongestRefresh);
        options.ProbeTimeout = Within(lease / ProbesOfLease, ShortestProbe, LongestProbe);

        // Orleans waits half as long for silos that have answered fast so far, which says nothing of when the machine gets busy.
        options.MinProbeTimeout = options.ProbeTimeout;
        options.NumMissedProbesLimit = Misses;
        options.NumVotesForDeathDeclaration = 2;
        options.TableRefreshTimeout = refresh;

        // Who starts anew after all silos have died together waits until the dead look it: three of these.
        options.IAmAliveTablePublishTimeout = refresh;
        options.NumMissedTableIAmAliveLimit = Misses;

        // These are ages by this silo's clock, which may be an hour ahead of another one's: a silo that has just begun to join would
        // look as if it had tried for an hour, and be declared dead. Who dies while it joins keeps nobody out.
        options.EvictWhenMaxJoinAttemptTimeExceeded = false;
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
        options.SiloGenerationRetirementAge = TimeSpan.FromDays(1);
    }

    private static TimeSpan Within(TimeSpan time, TimeSpan least, TimeSpan most) => time < least ? least : time > most ? most : time;
}
