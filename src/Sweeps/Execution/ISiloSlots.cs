using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Sweeps.Execution;

/// <summary>A silo's slots, as an engine that is not the silo's own hands trials to them. Thread-safe.</summary>
public interface ISiloSlots
{
    /// <summary>The silo's id.</summary>
    string Silo { get; }

    /// <summary>What to ask the store for so that free slots get trials; null when the silo takes none now.</summary>
    /// <param name="most">Trials at most, at least 1.</param>
    ClaimRequest? Ask(int most);

    /// <summary>Trains a leased trial on its slot's own thread; returns at once.</summary>
    /// <param name="lease">The lease; its slot must be free.</param>
    /// <param name="ended">Called once when the attempt is over, from any thread; quick.</param>
    /// <returns>False when the slot is taken or the silo stops: the lease is then still to be given back.</returns>
    bool TryBegin(TrialLease lease, Action ended);

    /// <summary>Tells an attempt what to do; nothing happens when it is not under way here.</summary>
    void Tell(AttemptId attempt, AttemptDirective directive);
}
