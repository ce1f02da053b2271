using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using DropoutSweep.Silo.Api.Contracts;

namespace DropoutSweep.Client.Cluster;

/// <summary>A sweep's events, over connections that may break: each new one goes on behind the last event that was seen.</summary>
internal sealed class EventFeed(SiloClient client, ClusterTransport transport, string path, string sweep)
{
    /// <summary>Silos say something every 15 s; one that is silent for three times that is gone.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public async IAsyncEnumerable<EventView> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var (response, from, moved) = await transport.SendAsync(() => Request(after), quick: true, cancellationToken).ConfigureAwait(false);
            using var closing = response;
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
            while (await NextAsync(reader, moved, cancellationToken).ConfigureAwait(false) is { } happened)
            {
                // A silo that repeats what was seen does no harm.
                if (happened.Sequence > after)
                {
                    after = happened.Sequence;
                    yield return happened;
                }
            }

            transport.MoveOn(from);
            if (await client.FindSweepAsync(sweep, cancellationToken).ConfigureAwait(false) is not { } now || (now.IsEnded() && after >= now.Sequence))
            {
                yield break;
            }

            await Task.Delay(Pause, client.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private HttpRequestMessage Request(long after)
    {
        var request = SiloClient.Request(HttpMethod.Get, path);
        request.Headers.Add("Last-Event-ID", after.ToString(CultureInfo.InvariantCulture));
        request.Headers.Accept.ParseAdd("text/event-stream");
        return request;
    }

    /// <summary>The next event; null when the connection has ended, in whatever way, or other calls have moved on from its silo.</summary>
    private async Task<EventView?> NextAsync(StreamReader reader, CancellationToken moved, CancellationToken cancellationToken)
    {
        string? data = null;
        while (await LineAsync(reader, moved, cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                data = data is null ? line[5..] : $"{data}\n{line[5..]}";
            }
            else if (line.Length == 0 && data is not null)
            {
                return Parse(data);
            }
        }

        return null;
    }

    private async Task<string?> LineAsync(StreamReader reader, CancellationToken moved, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Stall, client.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token, moved);
        try
        {
            return await reader.ReadLineAsync(linked.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static EventView Parse(string data)
    {
        try
        {
            return JsonSerializer.Deserialize(data, ApiJson.Default.EventView) ?? throw new ClusterException("the cluster sent an empty event.");
        }
        catch (JsonException error)
        {
            throw new ClusterException($"the cluster sent an event that no silo of this version does: {error.Message}", error);
        }
    }
}
