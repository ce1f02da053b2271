using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DropoutSweep.Storage;

/// <summary>How a store behaves.</summary>
public sealed record StoreOptions
{
    /// <summary>
    /// How long a call is tried again while the database cannot be reached or is busy; greater than zero, 2 minutes by
    /// default.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long opening is tried again; at least zero, 15 seconds by default.</summary>
    public TimeSpan OpenPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Where the store tells what it does; nowhere by default.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>For tests: pages that an SQLite file may grow to; null for no limit.</summary>
    internal int? MaxPages { get; init; }
}
