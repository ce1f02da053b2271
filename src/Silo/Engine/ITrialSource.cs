using DropoutSweep.Sweeps.Coordination;

namespace DropoutSweep.Silo.Engine;

/// <summary>How an engine comes by trials for a silo's slots; all else that a silo does is the same for every engine.</summary>
internal interface ITrialSource
{
    /// <summary>Where epochs and ends go.</summary>
    ISweepDesk Desk { get; }

    /// <summary>Whether a slot that ends a trial asks for the next one with its end.</summary>
    /// <param name="quick">Whether its trials take so little time that several may be handed out at once.</param>
    bool ClaimsWithEnd(bool quick);

    /// <summary>A slot has become free; called from any thread.</summary>
    void SlotFreed();

    /// <summary>The store may have changed; also called when nothing has happened for a while.</summary>
    void StoreChanged();

    /// <summary>Begins; the silo has not entered the store's list yet.</summary>
    Task StartAsync(SiloWork work, CancellationToken cancellationToken);

    /// <summary>Keeps the slots busy until cancelled.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Ends what <see cref="StartAsync"/> began, once no slot trains any more.</summary>
    Task EndAsync();
}
