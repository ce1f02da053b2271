using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Execution;

namespace DropoutSweep.Grains;

/// <summary>This process's part in a cluster of silos that hand out trials by grains; thread-safe.</summary>
public interface IGrainCluster : IAsyncDisposable
{
    /// <summary>The desk at which a sweep's own grain sits, wherever in the cluster that is; to be used once started.</summary>
    ISweepDesk Desk { get; }

    /// <summary>
    /// Ends with an error when this process can be part of the cluster no longer, such as when the others have declared it
    /// dead while it stood still. Never ends otherwise.
    /// </summary>
    Task Excluded { get; }

    /// <summary>Joins the cluster.</summary>
    /// <param name="slots">The slots that trials are handed to.</param>
    /// <param name="cancellationToken">Ends the attempt to join.</param>
    Task StartAsync(ISiloSlots slots, CancellationToken cancellationToken);

    /// <summary>Lets this silo's free slots take what there is for them.</summary>
    /// <exception cref="GrainClusterException">It did not come to that.</exception>
    Task TakeAsync();

    /// <summary>Tells a sweep's grain that there may be something to hand out.</summary>
    /// <exception cref="GrainClusterException">It was not told.</exception>
    Task WakeAsync(string sweep);

    /// <summary>Leaves the cluster; its grains go on elsewhere.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
