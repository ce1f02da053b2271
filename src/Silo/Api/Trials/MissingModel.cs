using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Sweeps.Stores;

namespace DropoutSweep.Silo.Api.Trials;

/// <summary>Says that a model is not kept, and which are.</summary>
internal static class MissingModel
{
    /// <summary>The problem to answer with.</summary>
    public static async Task<ApiException> ProblemAsync(ISweepStore store, SweepRecord sweep, int trial, CancellationToken cancellationToken)
    {
        var kept = await KeptModels.ListAsync(store, sweep.Id, cancellationToken);
        return Problems.NotFound($"no model of trial {trial} is kept: the sweep keeps those of its best {sweep.KeepModels} trials; {KeptModels.Describe(kept)}");
    }
}
