using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DropoutSweep.Silo.Api.Sweeps;

/// <summary>A sweep's results so far.</summary>
internal static class SummaryEndpoint
{
    public static void MapSummary(this IEndpointRouteBuilder sweeps) =>
        sweeps.MapGet("/{id}/summary", SummaryAsync)
            .Described("GetSummary", "Means over each configuration's replicates with 95 % intervals, the best first.", StatusCodes.Status404NotFound)
            .Produces<SummaryView>().Tagged();

    private static async Task<IResult> SummaryAsync(string id, HttpContext context, KnownSweeps sweeps, SummaryCache summaries, CancellationToken cancellationToken)
    {
        var sweep = await sweeps.FindAsync(id, cancellationToken);
        return await Tag.UnlessKnownAsync(context, sweep, async () =>
            TypedResults.Json(await summaries.GetAsync(sweep, cancellationToken), ApiJson.Default.SummaryView));
    }
}
