using DropoutSweep.Silo.Engine;

namespace DropoutSweep.Faults;

/// <summary>How hard a sweep is tried.</summary>
public sealed record FaultOptions
{
    /// <summary>The silos' engine.</summary>
    public EngineKind Engine { get; init; }

    /// <summary>The sweep.</summary>
    public required FaultSweep Sweep { get; init; }

    /// <summary>Kills of silos over one sweep.</summary>
    public required int Kills { get; init; }

    /// <summary>How long a lease lasts.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a sweep may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A folder for files of the tests.</summary>
    public required string Folder { get; init; }
}
