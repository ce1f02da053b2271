using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Security;
using DropoutSweep.Silo.Page.Components;
using DropoutSweep.Silo.Page.Security;
using DropoutSweep.Silo.Page.Views;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Page;

/// <summary>Writes pages.</summary>
internal sealed class PageWriter(PageRenderer renderer, PageAssets assets, PageForms forms, SignInCookie cookie, Neighbours neighbours)
{
    /// <summary>Writes a page that shows what is in the store, as it stands.</summary>
    public async Task WriteAsync(HttpContext context, IPageView view)
    {
        var content = (await view.LoadAsync(context.RequestAborted)).For(RequestAccess.MayWrite(context));
        var silos = await neighbours.FindAsync(context.RequestAborted);
        var body = await renderer.RenderAsync<PageSections>((nameof(PageSections.Content), content));
        await WriteAsync(context, content.Title, content.Section, body, forms.TokenFor(context), content.Marks, silos);
    }

    /// <summary>Writes a page that does not change.</summary>
    public async Task WriteAsync<T>(HttpContext context, string title, string section, params (string Name, object? Value)[] parameters)
        where T : IComponent
    {
        var token = forms.TokenFor(context);
        var body = await renderer.RenderAsync<T>([.. parameters, (nameof(PageDocument.FormToken), token)]);
        await WriteAsync(context, title, section, body, token, marks: null, silos: []);
    }

    /// <summary>Writes why there is no page; needs nothing of the store, which may be the reason.</summary>
    public async Task WriteAsync(HttpContext context, ApiProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        var body = await renderer.RenderAsync<ProblemPage>((nameof(ProblemPage.Problem), problem));
        await WriteAsync(context, problem.Title, string.Empty, body, token: null, marks: null, silos: []);
    }

    private async Task WriteAsync(HttpContext context, string title, string section, string body, string? token, string? marks, IReadOnlyList<SiloRecord> silos)
    {
        var document = await renderer.RenderAsync<PageDocument>(
            (nameof(PageDocument.Title), title),
            (nameof(PageDocument.Section), section),
            (nameof(PageDocument.Body), body),
            (nameof(PageDocument.Marks), marks),
            (nameof(PageDocument.Style), assets.PathOf("page.css")),
            (nameof(PageDocument.Script), assets.PathOf("page.js")),
            (nameof(PageDocument.Icon), assets.PathOf("icon.svg")),
            (nameof(PageDocument.FormToken), token),
            (nameof(PageDocument.MayWrite), RequestAccess.MayWrite(context)),
            (nameof(PageDocument.IsSignedIn), token is not null && cookie.IsValid(context)));
        PageHeaders.Set(context.Response, [.. silos.Select(silo => new Uri(silo.Address!))]);
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(document, context.RequestAborted);
    }
}
