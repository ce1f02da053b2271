using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Api.Wire;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Sweeps.Trials;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace DropoutSweep.Silo.Api.Trials;

/// <summary>A sweep's trials, page by page.</summary>
internal static class TrialListEndpoint
{
    private const string Csv = "text/csv";
    private const string Json = "application/json";

    public static void MapTrialList(this IEndpointRouteBuilder sweep) =>
        sweep.MapGet("/trials", ListAsync)
            .Described(
                "ListTrials",
                "A page of a sweep's trials, as JSON or, with format=csv or the header Accept: text/csv, as CSV. 'state' takes several, separated by commas; 'sort' is number, objective, seconds or ended; 'order' is asc or desc (for the objective asc is the best first).",
                StatusCodes.Status400BadRequest,
                StatusCodes.Status404NotFound)
            .Produces<TrialListView>(StatusCodes.Status200OK, Json, Csv).Tagged();

    private static async Task<IResult> ListAsync(
        string id,
        HttpContext context,
        KnownSweeps sweeps,
        ISweepStore store,
        [FromQuery] string[]? state,
        int? configuration,
        string? sort,
        string? order,
        int? offset,
        int? limit,
        string? format,
        CancellationToken cancellationToken)
    {
        var query = new TrialQuery
        {
            Sweep = id,
            States = Query.Names<TrialState>("state", state),
            Configuration = Query.Whole("configuration", configuration, 0, int.MaxValue),
            Order = sort is null ? TrialOrder.Number : Query.Name<TrialOrder>("sort", sort),
            Descending = order switch
            {
                null or "asc" => false,
                "desc" => true,
                _ => throw Problems.BadRequest($"order: found '{order}'; asc or desc"),
            },
            Offset = Query.Whole("offset", offset, 0, int.MaxValue, 0),
            Limit = Query.Whole("limit", limit, 1, 10_000, 100),
        };
        var csv = IsCsv(context, format);
        var sweep = await sweeps.FindAsync(id, cancellationToken);
        context.Response.Headers.Vary = "Accept";
        return csv
            ? await Tag.UnlessKnownAsync(context, sweep, () => CsvAsync(query, sweeps.Of(sweep).Spec, store, cancellationToken), "-csv")
            : await Tag.UnlessKnownAsync(context, sweep, () => JsonAsync(query, sweep.Sequence, sweeps.Of(sweep).Spec, store, cancellationToken));
    }

    private static async Task<IResult> CsvAsync(TrialQuery query, SweepSpec spec, ISweepStore store, CancellationToken cancellationToken)
    {
        var page = await store.ListTrialsAsync(query, trials => TrialsCsv.Rows(spec, trials), cancellationToken);
        return Answers.Whole([TrialsCsv.Head(spec), .. page.Parts], Csv);
    }

    private static async Task<IResult> JsonAsync(TrialQuery query, long sequence, SweepSpec spec, ISweepStore store, CancellationToken cancellationToken)
    {
        var page = await store.ListTrialsAsync(query, trials => TrialListJson.Part([.. trials.Select(trial => TrialView.Of(trial, spec))]), cancellationToken);
        return Answers.Whole(TrialListJson.Page(new TrialListView(sequence, page.Total, query.Offset, query.Limit, []), page.Parts), Json);
    }

    private static bool IsCsv(HttpContext context, string? format) => format switch
    {
        "csv" => true,
        "json" => false,
        null => context.Request.GetTypedHeaders().Accept.MaxBy(accepted => accepted.Quality ?? 1)?.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase) ?? false,
        _ => throw Problems.BadRequest($"format: found '{format}'; json or csv"),
    };
}
