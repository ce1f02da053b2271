using System.Globalization;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Hosting;

/// <summary>That a store is away, in words, for those who ask the silo.</summary>
internal static class StoreAwayText
{
    /// <summary>A sentence without a full stop; null when it is not away.</summary>
    public static string? Of(ISweepStore store) => store.AwayFor is { } away
        ? string.Create(CultureInfo.InvariantCulture, $"the store {store.Description.Address} has not answered for {away.TotalSeconds:0} s")
        : null;
}
