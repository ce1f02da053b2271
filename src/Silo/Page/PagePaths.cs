using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DropoutSweep.Silo.Page;

/// <summary>Addresses of the live page.</summary>
internal static class PagePaths
{
    public const string Home = "/";

    public const string Silos = "/silos";

    public const string Submit = "/submit";

    public const string SignIn = "/sign-in";

    public const string SignOut = "/sign-out";

    /// <summary>Before every address of a script, a style sheet or an icon.</summary>
    public const string Assets = "/assets";

    public const string Html = "text/html";

    public static string Sweep(string id) => $"/sweeps/{Uri.EscapeDataString(id)}";

    public static string Trial(string sweep, int number) => $"{Sweep(sweep)}/trials/{number}";

    /// <summary>Whether whoever asks is a person with a browser, who is answered with a page rather than with JSON.</summary>
    public static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments(Api.ApiPaths.V1, StringComparison.Ordinal)
        && request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(Html, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether whoever asks wants to be told of changes.</summary>
    public static bool WantsEvents(HttpRequest request) =>
        request.Headers[HeaderNames.Accept].ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an address is open to those who have not signed in.</summary>
    public static bool IsOpen(PathString path) =>
        path.Equals(SignIn, StringComparison.Ordinal) || path.StartsWithSegments(Assets, StringComparison.Ordinal);
}
