using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Api.Wire;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Api.Sweeps;

/// <summary>What a person can ask of a sweep.</summary>
internal static class VerbEndpoints
{
    private static readonly (SweepVerb Verb, string Summary)[] s_verbs =
    [
        (SweepVerb.Pause, "Running trials save a checkpoint and stop; nothing is lost."),
        (SweepVerb.Resume, "Goes on after a pause or a drain."),
        (SweepVerb.Drain, "Finishes what runs and starts nothing; then the sweep is paused."),
        (SweepVerb.Cancel, "Stops now and keeps what is done."),
        (SweepVerb.Retry, "Runs again exactly the trials that failed or are missing."),
    ];

    public static void MapVerbs(this IEndpointRouteBuilder sweeps)
    {
        foreach (var (verb, summary) in s_verbs)
        {
            sweeps.MapPost($"/{{id}}/{EnumNames.Of(verb)}", async (string id, KnownSweeps known, ISweepStore store, ILogger<KnownSweeps> logger, CancellationToken cancellationToken) =>
                    TypedResults.Json(SweepView.Of(await ApplyAsync(verb, id, known, store, logger, cancellationToken)), ApiJson.Default.SweepView))
                .Described($"{verb}Sweep", summary, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
                .Produces<SweepView>();
        }
    }

    /// <summary>Applies a verb to a sweep.</summary>
    /// <returns>The sweep after it.</returns>
    /// <exception cref="Errors.ApiException">There is no such sweep, or the verb cannot be applied to it.</exception>
    public static async Task<SweepRecord> ApplyAsync(SweepVerb verb, string id, KnownSweeps known, ISweepStore store, ILogger logger, CancellationToken cancellationToken)
    {
        var coordinator = known.Of(await known.FindAsync(id, cancellationToken)).Coordinator;
        string? refusal = null;
        var after = await store.AdvanceAsync(
            id,
            sweep =>
            {
                refusal = coordinator.Refusal(verb, sweep);
                return coordinator.Apply(verb, sweep);
            },
            cancellationToken) ?? throw KnownSweeps.Missing(id);
        if (refusal is not null)
        {
            throw Problems.Conflict($"{EnumNames.Of(verb)} cannot be applied to the sweep '{id}', which is {EnumNames.Of(after.State)}: {refusal}");
        }

        logger.Applied(id, EnumNames.Of(verb), EnumNames.Of(after.State));
        return after;
    }
}
