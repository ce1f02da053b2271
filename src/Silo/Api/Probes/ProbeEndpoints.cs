using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Api.Wire;
using DropoutSweep.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace DropoutSweep.Silo.Api.Probes;

/// <summary>What keeps the process alive, what sends it work, and what answers.</summary>
internal static class ProbeEndpoints
{
    public static void MapProbes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ApiPaths.Health, Health)
            .WithTags("Probes")
            .Described("GetHealth", "Whether the process answers. Needs no token.")
            .Produces<HealthView>();
        routes.MapGet(ApiPaths.Ready, Ready)
            .WithTags("Probes")
            .Described("GetReadiness", "Whether the silo is ready for work, and why not. Needs no token.", StatusCodes.Status503ServiceUnavailable)
            .Produces<HealthView>();
    }

    public static void MapInfo(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/info", (HttpContext context, ApiServices services) =>
                Tag.ByContent(context, new InfoView(services.Version, services.Engine, services.Store.Description), ApiJson.Default.InfoView))
            .WithTags("Silos")
            .Described("GetInfo", "The program's version, its engine and its store.")
            .Produces<InfoView>().Tagged();

    private static JsonHttpResult<HealthView> Health(HttpResponse response)
    {
        // A page that lost its silo asks the others, from another origin, whether they live; it may know that they answer.
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Json(new HealthView("ok"), ApiJson.Default.HealthView);
    }

    private static async Task<IResult> Ready(HttpContext context, IReadiness readiness)
    {
        var reasons = readiness.Reasons;
        if (reasons.Count == 0)
        {
            return TypedResults.Json(new HealthView("ok"), ApiJson.Default.HealthView);
        }

        await Problems.WriteAsync(context, Problems.Of(StatusCodes.Status503ServiceUnavailable, "the silo is not ready") with { Reasons = reasons });
        return TypedResults.Empty;
    }
}
