using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Sweeps;
using DropoutSweep.Silo.Page.Forms;
using DropoutSweep.Silo.Page.Live;
using DropoutSweep.Silo.Page.Looks;
using DropoutSweep.Silo.Page.Security;
using DropoutSweep.Silo.Page.Views;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Page;

/// <summary>The live page: every address of it, and what it is made of.</summary>
internal static class PageEndpoints
{
    /// <summary>Adds what the page is made of.</summary>
    public static void AddPage(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("DropoutSweep");
        services.AddSingleton<StoreKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<StoreKeys>((options, keys) => (options.XmlRepository, options.XmlEncryptor) = (keys, new NullXmlEncryptor()));
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = PageForms.Field;
            options.SuppressXFrameOptionsHeader = true;
            options.Cookie.Name = PageForms.Cookie;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton<PageAssets>();
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<PageForms>();
        services.AddSingleton<PageWriter>();
        services.AddSingleton<PageViews>();
        services.AddSingleton<Neighbours>();
        services.AddSingleton<SignInCookie>();
        services.AddSingleton<ModelLooks>();
        services.AddSingleton<LiveViews>();
        services.AddSingleton<LiveStream>();
        services.AddHostedService<PageWarmUp>();
    }

    /// <summary>Maps the page.</summary>
    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(string.Empty).ExcludeFromDescription();
        PageAssets.Map(pages);
        pages.MapSignIn();
        pages.MapSubmitForm();
        pages.MapGet(PagePaths.Home, (HttpContext context, PageViews views) => ShowAsync(context, views.Sweeps(context.Request.Query)));
        pages.MapGet(PagePaths.Silos, (HttpContext context, PageViews views) => ShowAsync(context, views.Silos()));
        pages.MapGet("/sweeps/{id}", (string id, HttpContext context, PageViews views) => ShowAsync(context, views.Sweep(id, context.Request.Query)));
        pages.MapGet("/sweeps/{id}/trials/{number:int}", (string id, int number, HttpContext context, PageViews views) => ShowAsync(context, views.Trial(id, number, context.Request.Query)));
        foreach (var verb in Enum.GetValues<SweepVerb>())
        {
            pages.MapPost($"/sweeps/{{id}}/{EnumNames.Of(verb)}", async (string id, HttpContext context, PageForms forms, KnownSweeps sweeps, ISweepStore store, ILogger<KnownSweeps> logger) =>
            {
                await forms.ReadAsync(context);
                await VerbEndpoints.ApplyAsync(verb, id, sweeps, store, logger, context.RequestAborted);
                PageForms.Redirect(context, PagePaths.Sweep(id));
            });
        }
    }

    /// <summary>A page as a document, or its changes as events, at one address.</summary>
    private static Task ShowAsync(HttpContext context, IPageView view)
    {
        context.Response.Headers.Vary = "Accept";
        return PagePaths.WantsEvents(context.Request)
            ? context.RequestServices.GetRequiredService<LiveStream>().WriteAsync(context, view)
            : context.RequestServices.GetRequiredService<PageWriter>().WriteAsync(context, view);
    }
}
