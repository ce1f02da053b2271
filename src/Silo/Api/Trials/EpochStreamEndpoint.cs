using System.Text.Json;
using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Wire;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DropoutSweep.Silo.Api.Trials;

/// <summary>The epochs of all trials of a sweep that have ended, a line of JSON for each trial: there may be millions.</summary>
internal static class EpochStreamEndpoint
{
    private const string Lines = "application/x-ndjson";

    /// <summary>Bytes that are gathered before they are sent.</summary>
    private const int Gathered = 1 << 16;

    public static void MapEpochStream(this IEndpointRouteBuilder sweep) =>
        sweep.MapGet("/epochs", WriteAsync)
            .Described("StreamEpochs", "The epochs of all trials that have ended, by trial number: a line of JSON for each trial.", StatusCodes.Status404NotFound)
            .Produces<TrialEpochs>(StatusCodes.Status200OK, Lines);

    private static async Task WriteAsync(string id, HttpContext context, KnownSweeps sweeps, ISweepStore store, CancellationToken cancellationToken)
    {
        await sweeps.FindAsync(id, cancellationToken);
        context.Response.ContentType = Lines;
        context.Response.Headers.CacheControl = "no-store";
        var body = context.Response.BodyWriter;
        await using var writer = new Utf8JsonWriter(body);
        await foreach (var trial in store.ReadAllEpochsAsync(id, cancellationToken))
        {
            JsonSerializer.Serialize(writer, trial, ApiJson.Default.TrialEpochs);
            writer.Reset();
            body.GetSpan(1)[0] = (byte)'\n';
            body.Advance(1);
            if (body.UnflushedBytes > Gathered)
            {
                await body.FlushAsync(cancellationToken);
            }
        }

        await body.FlushAsync(cancellationToken);
    }
}
