using DropoutSweep.Silo.Api.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Api.Security;

/// <summary>
/// Refuses what a web page from elsewhere can make a browser send to a silo that answers without a token: requests
/// under a foreign host name (DNS rebinding), and requests from pages of another origin.
/// </summary>
internal sealed class HostMiddleware(RequestDelegate next, AllowedHosts hosts, ILogger<HostMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!hosts.Allows(request.Host.Host))
        {
            return RefuseAsync(context, "host", request.Host.Host, $"this silo answers as {hosts.Names}, and as what its option for allowed hosts adds");
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || IsOwn(origin, request)
            ? next(context)
            : RefuseAsync(context, "origin", origin, "pages from elsewhere may not use this silo");
    }

    /// <summary>A server with TLS in front of the silo makes its own pages' origin https.</summary>
    private static bool IsOwn(string origin, HttpRequest request) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || string.Equals(origin, $"https://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private Task RefuseAsync(HttpContext context, string what, string name, string right)
    {
        logger.Foreign(context.Request.Method, context.Request.Path, what, name);
        return Problems.WriteAsync(context, Problems.Of(StatusCodes.Status403Forbidden, $"the {what} '{name}' is foreign; {right}"));
    }
}
