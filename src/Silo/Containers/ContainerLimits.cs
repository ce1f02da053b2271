namespace DropoutSweep.Silo.Containers;

/// <summary>What this process may use: the limits of its container, or else what the machine has.</summary>
public static class ContainerLimits
{
    /// <summary>
    /// Heap that is left to the silo itself: requests, pages, the store's buffers, and the collector's slack.
    /// </summary>
    private const long Own = 32L << 20;

    /// <summary>
    /// Slots that a silo has unless told otherwise: as many as there are whole processors, at least one. Of two and a half
    /// processors two slots can be kept busy; a third one would have all threads of the process stopped for part of the time, those that
    /// renew leases and answer requests among them.
    /// </summary>
    /// <param name="most">Most slots.</param>
    public static int Slots(int most) => Math.Min(Slots(ControlGroups.OfThisProcess().Processors, Environment.ProcessorCount), most);

    /// <summary>The same of given numbers.</summary>
    /// <param name="limit">The container's processors; null for no limit.</param>
    /// <param name="runtime">The runtime's number, which knows the machine and affinities, and rounds a container's limit up.</param>
    internal static int Slots(double? limit, int runtime) => limit is { } processors ? Math.Clamp((int)processors, 1, runtime) : runtime;

    /// <summary>
    /// Bytes that data sets and trials may fill: what the garbage collector may use (three quarters of a container's
    /// memory limit; <c>DOTNET_GCHeapHardLimit</c>; or the machine's memory), less what the silo itself needs.
    /// </summary>
    public static long Memory => Math.Max(1, Heap - Own);

    /// <summary>Where that number comes from, for messages.</summary>
    public static string MemoryText
    {
        get
        {
            var limit = ControlGroups.OfThisProcess().Memory;
            return limit is { } bytes && bytes > Heap
                ? $"the container's memory limit is {bytes / 1_000_000:N0} MB, of which .NET may use {Heap / 1_000_000:N0} MB"
                : $".NET may use {Heap / 1_000_000:N0} MB here";
        }
    }

    private static long Heap => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
