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
internal sealed class PageWriter(PageRenderer renderer, PageAssets assets, PageForms forms, SignInCookie cookie, Neighbours neighbours, TimeProvider time)
{
    /// <summary>A person is told so soon that the store is away; the silo itself waits much longer for it.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Seconds after which a browser asks again for what cannot be served at present.</summary>
    private const string Again = "5";

    /// <summary>Writes a page that shows what is in the store, as it stands.</summary>
    public async Task WriteAsync(HttpContext context, IPageView view)
    {
        var silos = await FindNeighboursAsync(context.RequestAborted);
        var content = (await view.LoadAsync(context.RequestAborted)).For(RequestAccess.MayWrite(context));
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
        var isTriedAgain = problem.Status == StatusCodes.Status503ServiceUnavailable && HttpMethods.IsGet(context.Request.Method);
        context.Response.StatusCode = problem.Status;
        if (isTriedAgain)
        {
            context.Response.Headers["Refresh"] = Again;
        }

        var body = await renderer.RenderAsync<ProblemPage>((nameof(ProblemPage.Problem), problem), (nameof(ProblemPage.IsTriedAgain), isTriedAgain));
        await WriteAsync(context, problem.Title, string.Empty, body, token: null, marks: null, silos: []);
    }

    /// <summary>The first that is asked of the store, and little: what shows whether it answers.</summary>
    private async Task<IReadOnlyList<SiloRecord>> FindNeighboursAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await neighbours.FindAsync(either.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StoreException($"The store has not answered for {s_patience.TotalSeconds:0} seconds. The silo goes on asking; its log says what is wrong.", error);
        }
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
