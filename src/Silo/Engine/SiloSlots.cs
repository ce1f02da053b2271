using DropoutSweep.Sweeps.Execution;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Engine;

/// <summary>This silo's slots, for an engine that hands trials to them.</summary>
internal sealed class SiloSlots(string silo, SiloWork work) : ISiloSlots
{
    public string Silo => silo;

    public ClaimRequest? Ask(int most)
    {
        var free = work.Executor.IsStopping || work.Executor.IsExclusive ? [] : work.Executor.FreeSlots;
        return free.Count == 0 ? null : work.Request([.. free.Take(most)]);
    }

    public bool TryBegin(TrialLease lease, Action ended) => work.Executor.TryBegin(lease, ended);

    public void Tell(AttemptId attempt, AttemptDirective directive) => work.Executor.Tell(attempt, directive);
}
