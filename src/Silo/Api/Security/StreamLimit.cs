using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Page;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Api.Security;

/// <summary>Streams of events stay open: no more than so many at once, so that they take neither all connections nor all memory.</summary>
internal sealed class StreamLimit(RequestDelegate next, ApiSettings settings)
{
    private int _open;

    /// <summary>Whether a request asks for a stream of events.</summary>
    public static bool IsStream(HttpRequest request) =>
        PagePaths.WantsEvents(request) || request.Path.Value?.EndsWith("/events", StringComparison.OrdinalIgnoreCase) == true;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsStream(context.Request))
        {
            await next(context);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _open) <= settings.Options.MostStreams)
            {
                await next(context);
                return;
            }

            context.Response.Headers.RetryAfter = "5";
            await Problems.WriteAsync(context, Problems.Of(StatusCodes.Status503ServiceUnavailable, $"{settings.Options.MostStreams} streams of events are open at this silo; close some, or ask another silo"));
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
