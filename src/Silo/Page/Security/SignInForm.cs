using DropoutSweep.Silo.Api;
using DropoutSweep.Silo.Api.Security;
using DropoutSweep.Silo.Page.Components;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Page.Security;

/// <summary>Signing in with the silo's token, and out.</summary>
internal static class SignInForm
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.SignIn, ShowAsync);
        routes.MapPost(PagePaths.SignIn, SignInAsync).RequireRateLimiting(RequestLimits.SignIns);
        routes.MapPost(PagePaths.SignOut, SignOutAsync);
    }

    /// <summary>The form's address, with the way back.</summary>
    public static string PathFor(HttpRequest request) =>
        $"{PagePaths.SignIn}?return={Uri.EscapeDataString(request.Path + request.QueryString)}";

    private static Task ShowAsync(HttpContext context, PageWriter pages, SignInCookie cookie)
    {
        var target = LocalPath(context.Request.Query["return"]);
        if (!cookie.IsNeeded || cookie.IsValid(context))
        {
            context.Response.Redirect(target);
            return Task.CompletedTask;
        }

        return WriteAsync(context, pages, target, wrong: false);
    }

    private static async Task SignInAsync(HttpContext context, PageWriter pages, PageForms forms, SignInCookie cookie, ILogger<SignInCookie> logger)
    {
        var form = await forms.ReadAsync(context);
        var target = LocalPath(form["return"]);
        var peer = context.Connection.RemoteIpAddress?.ToString() ?? "?";
        if (cookie.TrySignIn(context, form["token"].ToString().Trim()))
        {
            logger.SignedIn(peer);
            PageForms.Redirect(context, target);
            return;
        }

        logger.SignInRefused(peer);
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await WriteAsync(context, pages, target, wrong: true);
    }

    private static async Task SignOutAsync(HttpContext context, PageForms forms)
    {
        await forms.ReadAsync(context);
        SignInCookie.SignOut(context);
        PageForms.Redirect(context, PagePaths.SignIn);
    }

    private static Task WriteAsync(HttpContext context, PageWriter pages, string target, bool wrong) =>
        pages.WriteAsync<SignInPage>(context, "Sign in", PagePaths.SignIn, (nameof(SignInPage.Return), target), (nameof(SignInPage.Wrong), wrong));

    /// <summary>An address of this silo, whatever was asked for: no other site is led to from here.</summary>
    private static string LocalPath(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : PagePaths.Home;
}
