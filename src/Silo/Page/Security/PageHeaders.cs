using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Page.Security;

/// <summary>The headers of every page: nothing from elsewhere is loaded, run, framed or told.</summary>
internal static class PageHeaders
{
    /// <summary>Sets them.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="silos">Addresses of the other silos, which the script may ask whether they are there.</param>
    public static void Set(HttpResponse response, IReadOnlyList<Uri> silos)
    {
        var origins = string.Concat(silos.Select(silo => " " + silo.GetLeftPart(UriPartial.Authority)));
        var headers = response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'{origins}; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        // A form that is sent without its origin could not be told from one of another page.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
    }
}
