namespace DropoutSweep.Sweeps.Stores;

/// <summary>The silos that share a store.</summary>
public interface ISiloRegistry
{
    /// <summary>Enters a silo, with a lease of its own.</summary>
    ValueTask EnterSiloAsync(SiloRecord silo, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a silo out. Trials that it still holds are pending again, at once: each with a crash when
    /// <see cref="SiloEnd.Crashed"/>, with a loss when <see cref="SiloEnd.Lost"/>. A trial that has crashed
    /// <see cref="SweepRecord.MaxCrashes"/> times fails as <c>crashed</c>; <paramref name="decide"/> then advances its sweep.
    /// </summary>
    ValueTask LeaveSiloAsync(string silo, SiloEnd end, Func<SweepRecord, SweepDecision> decide, CancellationToken cancellationToken);

    /// <summary>The silos, by name; those whose lease has run out say so.</summary>
    ValueTask<IReadOnlyList<SiloRecord>> ListSilosAsync(CancellationToken cancellationToken);
}
