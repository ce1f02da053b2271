using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Hosting;
using DropoutSweep.Silo.Page;
using DropoutSweep.Silo.Page.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Api.Security;

/// <summary>
/// Lets nothing through without a token but the probes, which say nothing worth hiding, and what the live page needs
/// to ask for it. A browser that has signed in may read everything; what changes something is a form of the page, each
/// of which proves where it came from. Whoever has the token that only reads changes nothing.
/// </summary>
internal sealed class TokenMiddleware(RequestDelegate next, ApiSettings settings, SignInCookie cookie, TimeProvider time, ILogger<TokenMiddleware> logger)
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    public Task InvokeAsync(HttpContext context)
    {
        Follow();
        var request = context.Request;
        var access = AccessOf(context);
        RequestAccess.Set(context, access);
        if (ApiPaths.IsProbe(request.Path) || PagePaths.IsOpen(request.Path) || (access != ApiAccess.None && !(access == ApiAccess.Read && RequestAccess.Writes(request))))
        {
            return StreamLimit.IsStream(context.Request) ? AnswerWhileAllowedAsync(context, access) : next(context);
        }

        var peer = context.Connection.RemoteIpAddress?.ToString() ?? "?";
        if (access == ApiAccess.Read)
        {
            logger.ReadOnly(request.Method, request.Path, peer);
            return Problems.WriteAsync(context, Problems.Of(StatusCodes.Status403Forbidden, "your token only reads; this needs the silo's other one") with
            {
                Type = ApiProblemTypes.ReadOnly,
                Title = "The token only reads",
            });
        }

        if (HttpMethods.IsGet(request.Method) && PagePaths.WantsPage(request))
        {
            context.Response.Redirect(SignInForm.PathFor(request));
            return Task.CompletedTask;
        }

        logger.Unauthorized(request.Method, request.Path, peer);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.WriteAsync(context, Problems.Of(StatusCodes.Status401Unauthorized));
    }

    private static bool MayUseCookie(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        || !request.Path.StartsWithSegments(ApiPaths.V1, StringComparison.OrdinalIgnoreCase);

    private ApiAccess AccessOf(HttpContext context)
    {
        if (ApiToken.TextOf(context.Request.Headers.Authorization) is { } text && settings.AccessOfToken(text) is not ApiAccess.None and var access)
        {
            return access;
        }

        return MayUseCookie(context.Request) ? cookie.AccessOf(context) : ApiAccess.None;
    }

    /// <summary>A stream of events lasts for hours, and must not outlast the token that it was asked for with.</summary>
    private async Task AnswerWhileAllowedAsync(HttpContext context, ApiAccess access)
    {
        var answering = next(context);
        while (await Task.WhenAny(answering, Task.Delay(s_look, time)) != answering)
        {
            Follow();
            if (AccessOf(context) < access)
            {
                context.Abort();
                break;
            }
        }

        await answering;
    }

    private void Follow()
    {
        Follow(settings.Token, settings.ReadToken);
        Follow(settings.ReadToken, settings.Token);
    }

    private void Follow(ApiToken? token, ApiToken? other)
    {
        var (changed, trouble) = token?.Follow(other) ?? default;
        if (changed)
        {
            logger.TokenChanged(token!.File!);
        }
        else if (trouble is not null)
        {
            logger.TokenFileUnusable(token!.File!, trouble);
        }
    }
}
