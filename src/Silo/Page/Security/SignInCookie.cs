using System.Globalization;
using System.Security.Cryptography;
using DropoutSweep.Silo.Api.Security;
using DropoutSweep.Silo.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Page.Security;

/// <summary>
/// The cookie of a browser that has signed in: until when it counts, and a mark of the token that it was given for,
/// sealed with the store's keys. So it counts at every silo of the store, and no longer once the token has changed.
/// </summary>
internal sealed class SignInCookie(ApiSettings settings, IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>Its name.</summary>
    public const string Name = "dropoutsweep";

    private static readonly TimeSpan s_age = TimeSpan.FromDays(7);

    private readonly IDataProtector _protector = protection.CreateProtector("DropoutSweep.SignIn.v1");

    /// <summary>Whether a browser has to sign in.</summary>
    public bool IsNeeded => settings.Token is not null;

    /// <summary>Signs a browser in when what it sends is the token.</summary>
    public bool TrySignIn(HttpContext context, string token)
    {
        if (settings.TokenOf(settings.AccessOfToken(token)) is not { } right)
        {
            return false;
        }

        var until = (time.GetUtcNow() + s_age).ToUnixTimeSeconds();
        var text = _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{until}.{right.Mark}"));
        context.Response.Cookies.Append(Name, text, Options(context, s_age));
        return true;
    }

    /// <summary>Signs a browser out.</summary>
    public static void SignOut(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, age: null));

    /// <summary>Whether a request comes from a browser that has signed in.</summary>
    public bool IsValid(HttpContext context) => AccessOf(context) != ApiAccess.None;

    /// <summary>What the browser may do that sends a request, by the token that it has signed in with.</summary>
    public ApiAccess AccessOf(HttpContext context)
    {
        if (!IsNeeded || !context.Request.Cookies.TryGetValue(Name, out var text) || text.Length == 0)
        {
            return ApiAccess.None;
        }

        try
        {
            var parts = _protector.Unprotect(text).Split('.');
            return parts.Length == 2
                && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var until)
                && until > time.GetUtcNow().ToUnixTimeSeconds()
                    ? settings.AccessOfMark(parts[1])
                    : ApiAccess.None;
        }
        catch (CryptographicException)
        {
            // Of another store, or not ours at all.
            return ApiAccess.None;
        }
    }

    private static CookieOptions Options(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // Whoever sends the header without a server in front only makes the own cookie stricter.
        Secure = context.Request.IsHttps || string.Equals(context.Request.Headers["X-Forwarded-Proto"], "https", StringComparison.OrdinalIgnoreCase),
        Path = "/",
        MaxAge = age,
        IsEssential = true,
    };
}
