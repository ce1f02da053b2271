namespace DropoutSweep.Sweeps.Stores;

/// <summary>The silos that share a store.</summary>
public interface ISiloRegistry
{
    /// <summary>
    /// Enters a silo, with a lease of its own. A store is driven by one engine at a time, the one of the silos that live: a
    /// silo of another engine is refused, and of two that enter at once one. When none lives any more, the store is the
    /// next one's. A silo whose lease has run out, and that comes back to life when another engine has the store, is told at
    /// its next renewal (<see cref="ITrialLeases.RenewAsync"/>).
    /// </summary>
    /// <exception cref="EngineConflictException">Silos of another engine live.</exception>
    ValueTask EnterSiloAsync(SiloRecord silo, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Looks whether silos of an engine could enter; whoever starts many asks once. Entering decides.</summary>
    /// <exception cref="EngineConflictException">Silos of another engine live.</exception>
    ValueTask CheckEngineAsync(string engine, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a silo out. Trials that it still holds are pending again, at once: each with a crash when
    /// <see cref="SiloEnd.Crashed"/>, with a loss when <see cref="SiloEnd.Lost"/>. A trial that has crashed
    /// <see cref="SweepRecord.MaxCrashes"/> times fails as <c>crashed</c>; <paramref name="decide"/> then advances its sweep.
    /// Members of that name (<see cref="IMembershipLedger"/>) are <see cref="MemberStatus.Dead"/> from then on: whoever takes a
    /// silo out knows that it has gone, and the others need not find out.
    /// </summary>
    /// <returns>How many attempts it held.</returns>
    ValueTask<int> LeaveSiloAsync(string silo, SiloEnd end, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken);

    /// <summary>The silos, by name; those whose lease has run out say so.</summary>
    ValueTask<IReadOnlyList<SiloRecord>> ListSilosAsync(CancellationToken cancellationToken);
}
