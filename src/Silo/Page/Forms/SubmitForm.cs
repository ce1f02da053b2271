using System.Security.Cryptography;
using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Security;
using DropoutSweep.Silo.Api.Sweeps;
using DropoutSweep.Silo.Page.Components;
using DropoutSweep.Silo.Page.Security;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Page.Forms;

/// <summary>Submitting a sweep by pasting its specification.</summary>
internal static class SubmitForm
{
    private const string Title = "Submit a sweep";
    private const string KeyPrefix = "page-";
    private const int KeyBytes = 16;

    /// <summary>What errors call the document.</summary>
    private const string Document = "specification";

    public static void MapSubmitForm(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.Submit, (HttpContext context, PageWriter pages) => WriteAsync(context, pages, Example(), [], NewKey()));
        routes.MapPost(PagePaths.Submit, SubmitAsync).RequireRateLimiting(RequestLimits.Submissions);
    }

    private static async Task SubmitAsync(HttpContext context, PageWriter pages, PageForms forms, ISweepStore store, KnownSweeps sweeps, ILogger<KnownSweeps> logger)
    {
        var form = await forms.ReadAsync(context);
        var text = form["specification"].ToString().ReplaceLineEndings("\n");
        var key = form["key"].ToString();
        SweepSpec spec;
        try
        {
            spec = SweepSpecReader.Read(text, Document);
        }
        catch (SpecificationException error)
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await WriteAsync(context, pages, text, error.Errors, NewKey());
            return;
        }

        // Sent twice, the form submits once; its key is made here and worth nothing anywhere else.
        var known = key.Length == KeyPrefix.Length + (2 * KeyBytes) && key.StartsWith(KeyPrefix, StringComparison.Ordinal) && key.All(char.IsAscii);
        var outcome = await SubmitEndpoint.AddAsync(spec, known ? key : null, store, sweeps, logger, context.RequestAborted);
        PageForms.Redirect(context, PagePaths.Sweep(outcome.Sweep.Id));
    }

    private static Task WriteAsync(HttpContext context, PageWriter pages, string text, IReadOnlyList<SpecificationError> errors, string key) =>
        pages.WriteAsync<SubmitPage>(context, Title, PagePaths.Submit, (nameof(SubmitPage.Text), text), (nameof(SubmitPage.Errors), errors), (nameof(SubmitPage.Key), key));

    private static string NewKey() => KeyPrefix + RandomNumberGenerator.GetHexString(2 * KeyBytes, lowercase: true);

    /// <summary>The shipped example without the line that is for editors.</summary>
    private static string Example()
    {
        var text = PageAssets.Text("quickstart.yaml").ReplaceLineEndings("\n");
        return text.StartsWith("# yaml-language-server", StringComparison.Ordinal) ? text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : text;
    }
}
