using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Api.Security;

/// <summary>
/// Headers of every answer that does not set its own: what is no page loads, runs and frames nothing, whatever a browser takes it
/// for. Set when the answer begins, so that errors have them, too.
/// </summary>
internal static class SecurityHeaders
{
    private static readonly (string Name, string Value)[] s_headers =
    [
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            foreach (var (name, value) in s_headers)
            {
                if (!headers.ContainsKey(name))
                {
                    headers[name] = value;
                }
            }

            return Task.CompletedTask;
        }, context);
        return next(context);
    });
}
