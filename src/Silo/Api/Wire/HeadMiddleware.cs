using DropoutSweep.Silo.Api.Security;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Api.Wire;

/// <summary>
/// Answers HEAD as GET wherever GET is answered (RFC 9110, 9.3.2); the server leaves the body out. Streams of events have no end, and
/// so no head of their own.
/// </summary>
internal sealed class HeadMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method) && !StreamLimit.IsStream(context.Request))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }
}
