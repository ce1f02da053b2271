using System.Text.Json.Serialization;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>What to free. Left empty: models beyond what sweeps keep, checkpoints that nothing goes on from, and events of ended sweeps.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PruneBody
{
    /// <summary>Only of this sweep; absent for all.</summary>
    public string? Sweep { get; init; }

    /// <summary>Only of sweeps that ended at least so many seconds ago, 0 to 10⁹; 0 by default.</summary>
    public double OlderThanSeconds { get; init; }

    /// <summary>Whether ended sweeps are deleted with all they have.</summary>
    public bool DeleteSweeps { get; init; }

    /// <summary>Models that each sweep keeps, 0 to 1,000; absent for as many as the sweep says.</summary>
    public int? KeepModels { get; init; }

    /// <summary>Counts, but frees nothing.</summary>
    public bool DryRun { get; init; }
}
