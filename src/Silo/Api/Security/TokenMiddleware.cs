using DropoutSweep.Silo.Api.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Api.Security;

/// <summary>Lets nothing through without the token but the probes, which say nothing worth hiding.</summary>
internal sealed class TokenMiddleware(RequestDelegate next, ApiToken token, ILogger<TokenMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (ApiPaths.IsProbe(request.Path) || token.Matches(request.Headers.Authorization))
        {
            return next(context);
        }

        logger.Unauthorized(request.Method, request.Path, context.Connection.RemoteIpAddress?.ToString() ?? "?");
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(context, Problems.Of(StatusCodes.Status401Unauthorized));
    }
}
