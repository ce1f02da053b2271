namespace DropoutSweep.Sweeps.Stores;

/// <summary>What to free.</summary>
public sealed record PruneRequest
{
    /// <summary>Only of this sweep; null for all.</summary>
    public string? Sweep { get; init; }

    /// <summary>Only of sweeps that ended at least so long ago.</summary>
    public TimeSpan OlderThan { get; init; }

    /// <summary>Whether ended sweeps are deleted with all they have; otherwise only models beyond <see cref="KeepModels"/>, checkpoints that nothing goes on from, and events.</summary>
    public bool DeleteSweeps { get; init; }

    /// <summary>Models that each sweep keeps; null for as many as the sweep says.</summary>
    public int? KeepModels { get; init; }

    /// <summary>Counts, but frees nothing.</summary>
    public bool DryRun { get; init; }
}
