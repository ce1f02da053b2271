using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Api.Wire;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace DropoutSweep.Silo.Api.Sweeps;

/// <summary>Sweeps: listed, shown and deleted.</summary>
internal static class SweepEndpoints
{
    public static void MapSweeps(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/sweeps").WithTags("Sweeps");
        group.MapGet("/", ListAsync)
            .Described("ListSweeps", "Sweeps, the youngest first. 'state' takes several, separated by commas.", StatusCodes.Status400BadRequest)
            .Produces<SweepListView>().Tagged();
        group.MapGet("/{id}", ShowAsync)
            .Described("GetSweep", "A sweep.", StatusCodes.Status404NotFound)
            .Produces<SweepView>().Tagged();
        group.MapGet("/{id}/specification", SpecificationAsync)
            .Described("GetSpecification", "A sweep's specification with every default written out.", StatusCodes.Status404NotFound)
            .Produces<string>(StatusCodes.Status200OK, SubmitEndpoint.Yaml).Tagged();
        group.MapDelete("/{id}", DeleteAsync)
            .Described("DeleteSweep", "Deletes a sweep that has ended, with all it has.", StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .Produces(StatusCodes.Status204NoContent);
        group.MapSubmit();
        group.MapVerbs();
        group.MapSummary();
        group.MapEvents();
    }

    private static async Task<IResult> ListAsync(HttpContext context, ISweepStore store, [FromQuery] string[]? state, string? name, int? limit, int? offset, CancellationToken cancellationToken)
    {
        var query = new SweepQuery
        {
            States = Query.Names<SweepState>("state", state),
            Name = name,
            Limit = Query.Whole("limit", limit, 1, 1_000, 100),
            Offset = Query.Whole("offset", offset, 0, int.MaxValue, 0),
        };
        var sweeps = await store.ListSweepsAsync(query, cancellationToken);
        return Tag.ByContent(context, new SweepListView([.. sweeps.Select(SweepView.Of)], query.Offset, query.Limit), ApiJson.Default.SweepListView);
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext context, KnownSweeps sweeps, CancellationToken cancellationToken) =>
        Tag.ByContent(context, SweepView.Of(await sweeps.FindAsync(id, cancellationToken)), ApiJson.Default.SweepView);

    private static async Task<IResult> SpecificationAsync(string id, HttpContext context, KnownSweeps sweeps, CancellationToken cancellationToken)
    {
        var sweep = await sweeps.FindAsync(id, cancellationToken);
        return Tag.Text(context, sweep.Specification, SubmitEndpoint.Yaml);
    }

    private static async Task<IResult> DeleteAsync(string id, KnownSweeps sweeps, ISweepStore store, ILogger<KnownSweeps> logger, CancellationToken cancellationToken)
    {
        var sweep = await sweeps.FindAsync(id, cancellationToken);
        if (!sweep.IsEnded)
        {
            throw Problems.Conflict($"the sweep '{id}' is {EnumNames.Of(sweep.State)}; only a sweep that has ended can be deleted, so cancel it first");
        }

        var outcome = await store.PruneAsync(new PruneRequest { Sweep = id, DeleteSweeps = true }, cancellationToken);
        if (outcome.Sweeps == 0 && await store.FindSweepAsync(id, cancellationToken) is not null)
        {
            throw Problems.Conflict($"the sweep '{id}' was taken up again meanwhile");
        }

        logger.Deleted(id);
        return TypedResults.NoContent();
    }
}
