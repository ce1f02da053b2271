using System.Text.Json;
using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Silo.Api.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Api.Upkeep;

/// <summary>Freeing what is no longer needed.</summary>
internal static class PruneEndpoint
{
    private const double MaxSeconds = 1_000_000_000;
    private const int MaxModels = 1_000;
    private const string Takes = "send an object as application/json, {} for the defaults; it may have sweep, olderThanSeconds, deleteSweeps, keepModels and dryRun";

    public static void MapPrune(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/prune", PruneAsync)
            .WithTags("Upkeep")
            .Described("Prune", "Frees models, checkpoints, events or whole sweeps that have ended, and says how much.", StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status415UnsupportedMediaType)
            .Accepts<PruneBody>("application/json")
            .Produces<PruneOutcome>();

    private static async Task<IResult> PruneAsync(HttpRequest request, KnownSweeps sweeps, ISweepStore store, ILogger<KnownSweeps> logger, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request, cancellationToken);
        if (body.Sweep is not null)
        {
            await sweeps.FindAsync(body.Sweep, cancellationToken);
        }

        var outcome = await store.PruneAsync(
            new PruneRequest
            {
                Sweep = body.Sweep,
                OlderThan = TimeSpan.FromSeconds(body.OlderThanSeconds),
                DeleteSweeps = body.DeleteSweeps,
                KeepModels = body.KeepModels,
                DryRun = body.DryRun,
            },
            cancellationToken);
        if (!body.DryRun)
        {
            logger.Pruned(outcome.Sweeps, outcome.Models, outcome.Checkpoints, outcome.Events, outcome.Bytes);
        }

        return TypedResults.Json(outcome, ApiJson.Default.PruneOutcome);
    }

    private static async Task<PruneBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            throw new ApiException(Problems.Of(StatusCodes.Status415UnsupportedMediaType, Takes));
        }

        PruneBody body;
        try
        {
            body = await request.ReadFromJsonAsync(ApiJson.Default.PruneBody, cancellationToken) ?? throw Problems.BadRequest("the body is null; an object, {} for the defaults");
        }
        catch (JsonException error)
        {
            throw Problems.BadRequest($"the body, at {error.Path ?? "its beginning"}: not JSON, or not what may stand there; {Takes}");
        }
        catch (InvalidOperationException)
        {
            // A character set that is not known.
            throw new ApiException(Problems.Of(StatusCodes.Status415UnsupportedMediaType, Takes));
        }

        Query.Whole("keepModels", body.KeepModels, 0, MaxModels, 0);
        return body.OlderThanSeconds is >= 0 and <= MaxSeconds
            ? body
            : throw Problems.BadRequest($"olderThanSeconds: found {body.OlderThanSeconds}; 0 to {MaxSeconds:N0}");
    }
}
