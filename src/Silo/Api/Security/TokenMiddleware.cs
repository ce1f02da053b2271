using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Page;
using DropoutSweep.Silo.Page.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Api.Security;

/// <summary>
/// Lets nothing through without the token but the probes, which say nothing worth hiding, and what the live page needs
/// to ask for it. A browser that has signed in may read everything; what changes something is a form of the page, each
/// of which proves where it came from.
/// </summary>
internal sealed class TokenMiddleware(RequestDelegate next, ApiToken token, SignInCookie cookie, ILogger<TokenMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (ApiPaths.IsProbe(request.Path) || PagePaths.IsOpen(request.Path) || token.Matches(request.Headers.Authorization)
            || (MayUseCookie(request) && cookie.IsValid(context)))
        {
            return next(context);
        }

        if (HttpMethods.IsGet(request.Method) && PagePaths.WantsPage(request))
        {
            context.Response.Redirect(SignInForm.PathFor(request));
            return Task.CompletedTask;
        }

        logger.Unauthorized(request.Method, request.Path, context.Connection.RemoteIpAddress?.ToString() ?? "?");
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(context, Problems.Of(StatusCodes.Status401Unauthorized));
    }

    private static bool MayUseCookie(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        || !request.Path.StartsWithSegments(ApiPaths.V1, StringComparison.OrdinalIgnoreCase);
}
