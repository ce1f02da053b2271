using System.Text.Json;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Api.Watching;

/// <summary>A sweep's events as server-sent events: the id is the event's number, the event's name its kind, the data an <see cref="EventView"/>.</summary>
internal sealed class EventStream(ISweepStore store, SweepWatcher watcher, HttpResponse response, TimeSpan heartbeat)
{
    private const int Batch = 500;

    /// <summary>Writes events until the request is aborted, the sweep is gone or, on request, has ended.</summary>
    /// <param name="sweep">The sweep's id.</param>
    /// <param name="after">The newest event that the reader has.</param>
    /// <param name="untilEnd">Whether the sweep's end is the stream's.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async Task WriteAsync(string sweep, long after, bool untilEnd, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.WriteAsync("retry: 2000\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        while (true)
        {
            // Read before the events, so that a sweep which has ended has no event beyond those read.
            if (await store.FindSweepAsync(sweep, cancellationToken) is not { } record)
            {
                return;
            }

            // Events may have been pruned: what is older than the record has been read or is no more.
            after = Math.Max(record.Sequence, await WriteEventsAsync(sweep, Math.Min(after, record.Sequence), cancellationToken));
            if (untilEnd && record.IsEnded)
            {
                return;
            }

            if (!await watcher.WaitAsync(sweep, after, heartbeat, cancellationToken))
            {
                await response.WriteAsync(": heartbeat\n\n", cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
            }
        }
    }

    private async Task<long> WriteEventsAsync(string sweep, long after, CancellationToken cancellationToken)
    {
        IReadOnlyList<SweepEvent> events;
        do
        {
            events = await store.ReadEventsAsync(sweep, after, Batch, cancellationToken);
            foreach (var happened in events)
            {
                await response.WriteAsync(Text(happened), cancellationToken);
                after = happened.Sequence;
            }

            await response.Body.FlushAsync(cancellationToken);
        }
        while (events.Count == Batch);
        return after;
    }

    private static string Text(SweepEvent happened)
    {
        using var data = JsonDocument.Parse(happened.Data);
        var view = new EventView(happened.Sequence, happened.At, happened.Kind, happened.Trial, data.RootElement);
        return $"id: {happened.Sequence}\nevent: {happened.Kind}\ndata: {JsonSerializer.Serialize(view, ApiJson.Default.EventView)}\n\n";
    }
}
