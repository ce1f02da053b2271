using System.Text.Json;
using DropoutSweep.Silo.Api.Security;
using DropoutSweep.Silo.Page.Views;
using DropoutSweep.Silo.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace DropoutSweep.Silo.Page.Live;

/// <summary>
/// A page's changes as server-sent events. Each event is one fragment, as JSON with its id and its element; after the
/// last one of a change comes an event <c>marks</c>, whose id says what the browser has now. Since the id tells
/// contents and not a position, any silo can go on where another one ended. An event <c>away</c> says that the store does
/// not answer; the next <c>marks</c>, that it does again.
/// </summary>
internal sealed class LiveStream(LiveViews views, ApiSettings settings, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int MaxMarks = 2_000;

    /// <summary>Writes changes until the reader has gone or the silo stops.</summary>
    public async Task WriteAsync(HttpContext context, IPageView view)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await response.WriteAsync("retry: 1000\n\n", stop.Token);
            await response.Body.FlushAsync(stop.Token);
            var known = KnownOf(context.Request);
            var mayWrite = RequestAccess.MayWrite(context);
            var contents = views.WatchAsync(view, stop.Token).GetAsyncEnumerator(stop.Token);
            await using (contents)
            {
                while (await NextAsync(contents, response, stop))
                {
                    known = await WriteAsync(response, contents.Current.For(mayWrite), known, stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // A stream has no other end.
        }
    }

    private static async Task<string[]> WriteAsync(HttpResponse response, PageContent content, string[] known, CancellationToken cancellationToken)
    {
        if (content.IsAway)
        {
            await response.WriteAsync("event: away\ndata: true\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            return known;
        }

        PageFragment[] fragments = [.. content.Fragments];
        for (var index = 0; index < fragments.Length; index++)
        {
            var fragment = fragments[index];
            if (known.Length != fragments.Length || !string.Equals(known[index], fragment.Mark, StringComparison.Ordinal))
            {
                var data = JsonSerializer.Serialize(new LiveFragment(fragment.Id, fragment.Html), LiveJson.Default.LiveFragment);
                await response.WriteAsync($"event: fragment\ndata: {data}\n\n", cancellationToken);
            }
        }

        var title = JsonSerializer.Serialize(content.Title, LiveJson.Default.String);
        await response.WriteAsync($"id: {content.Marks}\nevent: marks\ndata: {title}\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        return [.. fragments.Select(fragment => fragment.Mark)];
    }

    /// <summary>What the browser has: of the stream that it lost, or of the page as it was rendered.</summary>
    private static string[] KnownOf(HttpRequest request)
    {
        var last = request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : request.Query["marks"].ToString();
        return last.Length is 0 or > MaxMarks ? [] : last.Split('.');
    }

    /// <summary>Waits for the next content; says now and then that the stream is alive, so that a lost reader is noticed.</summary>
    private async Task<bool> NextAsync(IAsyncEnumerator<PageContent> contents, HttpResponse response, CancellationTokenSource stop)
    {
        var next = contents.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                try
                {
                    return await next.WaitAsync(settings.Options.Heartbeat, time, stop.Token);
                }
                catch (TimeoutException)
                {
                    await response.WriteAsync(": heartbeat\n\n", stop.Token);
                    await response.Body.FlushAsync(stop.Token);
                }
            }
        }
        catch
        {
            // The enumerator may be disposed only after its step has ended.
            await stop.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}
