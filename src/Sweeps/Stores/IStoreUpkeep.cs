namespace DropoutSweep.Sweeps.Stores;

/// <summary>Freeing what is no longer needed, and saying how much there is.</summary>
public interface IStoreUpkeep
{
    /// <summary>Frees checkpoints, models, events or whole sweeps, as asked, and gives the space back.</summary>
    ValueTask<PruneOutcome> PruneAsync(PruneRequest request, CancellationToken cancellationToken);
}
