using DropoutSweep.Silo.Api.Errors;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Page.Security;

/// <summary>Forms of the page, each of which carries a token that only a page of these silos can have given to this browser.</summary>
internal sealed class PageForms(IAntiforgery antiforgery)
{
    /// <summary>The name of the token's field.</summary>
    public const string Field = "form";

    /// <summary>The name of the token's cookie.</summary>
    public const string Cookie = "dropoutsweep-form";

    /// <summary>The token for the forms of a page; sets its cookie.</summary>
    public string TokenFor(HttpContext context) => antiforgery.GetAndStoreTokens(context).RequestToken ?? string.Empty;

    /// <summary>Reads a form that was sent.</summary>
    /// <exception cref="ApiException">It is none, or none of this page's.</exception>
    public async Task<IFormCollection> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            throw new ApiException(Problems.Of(StatusCodes.Status415UnsupportedMediaType, "this address takes forms"));
        }

        try
        {
            await antiforgery.ValidateRequestAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            throw Problems.BadRequest("the form does not come from this page, or is too old; load the page again and repeat what you did");
        }

        return await context.Request.ReadFormAsync(context.RequestAborted);
    }

    /// <summary>Leads to a page after a form was done, so that loading that again does not repeat it.</summary>
    public static void Redirect(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
        context.Response.Headers.CacheControl = "no-store";
    }
}
