namespace DropoutSweep.Silo.Engine;

/// <summary>What hands trials to a silo's slots and notices when a silo dies; the store stays the truth.</summary>
public interface IEngine
{
    /// <summary>
    /// Works until asked to stop; then lets every trial save a checkpoint and gives it back, and leaves the store's list
    /// of silos.
    /// </summary>
    /// <exception cref="Sweeps.Stores.StoreException">The store failed, and the options say not to wait for it.</exception>
    Task RunAsync(CancellationToken stop);
}
