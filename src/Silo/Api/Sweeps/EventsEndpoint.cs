using System.Globalization;
using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Api.Watching;
using DropoutSweep.Silo.Api.Wire;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace DropoutSweep.Silo.Api.Sweeps;

/// <summary>A sweep's events as they happen.</summary>
internal static class EventsEndpoint
{
    public static void MapEvents(this IEndpointRouteBuilder sweeps) =>
        sweeps.MapGet("/{id}/events", StreamAsync)
            .Described(
                "StreamEvents",
                "A sweep's events as server-sent events, from the first one, or from behind 'after' or the header Last-Event-ID. With until=end the stream ends with the sweep.",
                StatusCodes.Status400BadRequest,
                StatusCodes.Status404NotFound)
            .Produces<EventView>(StatusCodes.Status200OK, "text/event-stream");

    private static async Task StreamAsync(
        string id,
        HttpContext context,
        KnownSweeps sweeps,
        ISweepStore store,
        SweepWatcher watcher,
        ApiSettings settings,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken,
        [FromHeader(Name = "Last-Event-ID")] string? last = null,
        long? after = null,
        string? until = null)
    {
        var from = last is null ? after ?? 0 : Number("Last-Event-ID", last);
        if (from < 0)
        {
            throw Problems.BadRequest($"after: found {from}; the number of an event, or 0 for all");
        }

        if (until is not (null or "end"))
        {
            throw Problems.BadRequest($"until: found '{until}'; only end is known");
        }

        await sweeps.FindAsync(id, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            await new EventStream(store, watcher, context.Response, settings.Options.Heartbeat).WriteAsync(id, from, until is not null, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The reader has gone, or the silo stops: a stream has no other end.
        }
    }

    private static long Number(string header, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Problems.BadRequest($"{header}: found '{text}'; the number of an event");
}
