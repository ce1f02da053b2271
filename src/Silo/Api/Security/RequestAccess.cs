using DropoutSweep.Silo.Page;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Api.Security;

/// <summary>What a request was found to be allowed to do, and what it asks for.</summary>
internal static class RequestAccess
{
    private static readonly object s_key = new();

    /// <summary>Notes what a request may do.</summary>
    public static void Set(HttpContext context, ApiAccess access) => context.Items[s_key] = access;

    /// <summary>Whether a request may change something; at a silo without a token every one may.</summary>
    public static bool MayWrite(HttpContext context) => context.Items.TryGetValue(s_key, out var access) ? access is ApiAccess.Full : true;

    /// <summary>
    /// Whether a request asks for a change, or for a form that could only make one. Looking into a model by an image of one's
    /// own, and signing out, change nothing.
    /// </summary>
    public static bool Writes(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return request.Path.Equals(PagePaths.Submit, StringComparison.OrdinalIgnoreCase);
        }

        return !request.Path.Equals(PagePaths.SignOut, StringComparison.OrdinalIgnoreCase)
            && !(request.Path.StartsWithSegments(ApiPaths.V1, StringComparison.OrdinalIgnoreCase) && request.Path.Value!.EndsWith("/inspection", StringComparison.OrdinalIgnoreCase));
    }
}
