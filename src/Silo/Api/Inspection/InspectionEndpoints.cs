using System.Text.Json.Serialization.Metadata;
using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Api.Wire;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Inspection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DropoutSweep.Silo.Api.Inspection;

/// <summary>What is inside a trial's model: everything at once, or the part that one figure shows.</summary>
internal static class InspectionEndpoints
{
    private const int MostPixels = 65_536;
    private const int MostMasks = 1_000_000;

    public static void MapInspection(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/sweeps/{id}/trials/{number:int}/inspection").WithTags("Inspection");
        group.MapGet("", WholeAsync)
            .Described("GetInspection", "Everything that figures of a kept model show, for one test image and one mask.", StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .Produces<ModelInspection>();
        group.MapPost("", OwnAsync)
            .Described("InspectImage", "The same for an image of one's own: the body is its brightness, a byte a pixel, row after row.", StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .Accepts<byte[]>("application/octet-stream")
            .Produces<ModelInspection>();
        Part(group, "activations", "GetActivations", "Every layer's values for one image, as evaluated and under one mask.", ApiJson.Default.ImageActivations, found => found.Activations);
        Part(group, "network", "GetThinnedNetwork", "The network that one mask leaves.", ApiJson.Default.ThinnedNetwork, found => found.Network);
        Part(group, "distribution", "GetDistribution", "How hidden units respond over a sample of the test set.", ApiJson.Default.ActivationStatistics, found => found.Distribution);
        Part(group, "features", "GetFeatures", "Features of the first layer.", ApiJson.Default.FirstLayerFeatures, found => found.Features);
        Part(group, "confusion", "GetConfusion", "Confusion matrix, report and ties of a classifier.", ApiJson.Default.ConfusionInspection, found => found.Confusion);
        Part(group, "mistakes", "GetMistakes", "The most confident mistakes of a classifier.", ApiJson.Default.IReadOnlyListMistake, found => found.Mistakes);
        Part(group, "calibration", "GetCalibration", "Calibration of a classifier.", ApiJson.Default.Calibration, found => found.Calibration);
        Part(group, "ensemble", "GetEnsemble", "Thinned networks averaged, against weight scaling.", ApiJson.Default.EnsembleInspection, found => found.Ensemble);
        Part(group, "uncertainty", "GetUncertainty", "Uncertainty of the test images that the model is least sure of.", ApiJson.Default.IReadOnlyListSampleUncertainty, found => found.Uncertainty);
        Part(group, "curve", "GetCurve", "The fitted curve of a regression of one input.", ApiJson.Default.FittedCurve, found => found.Curve);
    }

    private static void Part<T>(RouteGroupBuilder group, string path, string name, string summary, JsonTypeInfo<T> type, Func<ModelInspection, T?> part)
        where T : class =>
        group.MapGet($"/{path}", async (string id, int number, int? image, int? mask, KnownSweeps sweeps, ISweepStore store, InspectionCache cache, CancellationToken cancellationToken) =>
            {
                var found = part(await FindAsync(id, number, image, mask, pixels: null, sweeps, store, cache, cancellationToken));
                return found is null ? throw Problems.NotFound($"trial {number} has no {path}: its model is of another kind") : (IResult)TypedResults.Json(found, type);
            })
            .Described(name, summary, StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict)
            .Produces<T>();

    private static async Task<IResult> WholeAsync(string id, int number, int? image, int? mask, KnownSweeps sweeps, ISweepStore store, InspectionCache cache, CancellationToken cancellationToken) =>
        TypedResults.Json(await FindAsync(id, number, image, mask, pixels: null, sweeps, store, cache, cancellationToken), ApiJson.Default.ModelInspection);

    private static async Task<IResult> OwnAsync(string id, int number, int? mask, HttpContext context, KnownSweeps sweeps, ISweepStore store, InspectionCache cache, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (context.Request.ContentLength is > MostPixels or null)
        {
            throw Problems.BadRequest($"the body is an image of at most {MostPixels} pixels, and the header Content-Length says how many");
        }

        await context.Request.Body.CopyToAsync(body, cancellationToken);
        return TypedResults.Json(await FindAsync(id, number, image: null, mask, body.ToArray(), sweeps, store, cache, cancellationToken), ApiJson.Default.ModelInspection);
    }

    private static async Task<ModelInspection> FindAsync(string id, int number, int? image, int? mask, byte[]? pixels, KnownSweeps sweeps, ISweepStore store, InspectionCache cache, CancellationToken cancellationToken)
    {
        if (image is < 0)
        {
            throw Problems.BadRequest($"image: found {image}; 0 or more");
        }

        if (mask is < 0 or > MostMasks)
        {
            throw Problems.BadRequest($"mask: found {mask}; 0 to {MostMasks}");
        }

        var sweep = await sweeps.FindAsync(id, cancellationToken);
        var trial = await store.FindTrialAsync(id, number, cancellationToken)
            ?? throw Problems.NotFound($"the sweep '{id}' has no trial {number}, or not yet");
        return await cache.GetAsync(sweep, trial, new ModelInspectionOptions { Row = image ?? 0, Mask = mask ?? 0, OwnPixels = pixels }, cancellationToken);
    }
}
