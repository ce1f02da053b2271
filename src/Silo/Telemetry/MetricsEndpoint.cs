using DropoutSweep.Silo.Telemetry.Prometheus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DropoutSweep.Silo.Telemetry;

/// <summary>The silo's metrics for Prometheus. Behind the token as everything else: they tell how much is trained, and when.</summary>
internal static class MetricsEndpoint
{
    /// <summary>Its address.</summary>
    public const string Path = "/metrics";

    public static void MapMetrics(this IEndpointRouteBuilder routes, SiloTelemetry telemetry) =>
        routes.MapGet(Path, async (HttpContext context) =>
        {
            var text = await telemetry.WriteAsync(context.RequestAborted).ConfigureAwait(false);
            context.Response.Headers.CacheControl = "no-store";
            return Results.Text(text, PrometheusText.MediaType);
        }).ExcludeFromDescription();
}
