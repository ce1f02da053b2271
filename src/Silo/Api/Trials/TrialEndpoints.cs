using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Api.Wire;
using DropoutSweep.Sweeps.Stores;
using DropoutSweep.Training.Models.Onnx;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DropoutSweep.Silo.Api.Trials;

/// <summary>One trial: its result, its epochs, its model; and a sweep's attempts.</summary>
internal static class TrialEndpoints
{
    public static void MapTrials(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/sweeps/{id}").WithTags("Trials");
        group.MapTrialList();
        group.MapEpochStream();
        group.MapGet("/trials/{number:int}", ShowAsync)
            .Described("GetTrial", "A trial with its confusion matrix.", StatusCodes.Status404NotFound)
            .Produces<TrialView>().Tagged();
        group.MapGet("/trials/{number:int}/epochs", EpochsAsync)
            .Described("GetEpochs", "A trial's epochs so far.", StatusCodes.Status404NotFound)
            .Produces<EpochListView>().Tagged();
        group.MapGet("/trials/{number:int}/model", ModelAsync)
            .Described("GetModel", "A trial's model as a safetensors file or, with format=onnx, as ONNX, while it is kept.", StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound)
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream");
        group.MapGet("/attempts", AttemptsAsync)
            .Described("ListAttempts", "Every attempt of a sweep by start.", StatusCodes.Status404NotFound)
            .Produces<AttemptListView>().Tagged();
    }

    private static async Task<IResult> ShowAsync(string id, int number, HttpContext context, KnownSweeps sweeps, ISweepStore store, CancellationToken cancellationToken)
    {
        var sweep = await sweeps.FindAsync(id, cancellationToken);
        var trial = await FindAsync(store, sweep, number, cancellationToken);
        return Tag.ByContent(context, TrialView.Of(trial, sweeps.Of(sweep).Spec), ApiJson.Default.TrialView);
    }

    private static async Task<IResult> EpochsAsync(string id, int number, HttpContext context, KnownSweeps sweeps, ISweepStore store, CancellationToken cancellationToken)
    {
        var sweep = await sweeps.FindAsync(id, cancellationToken);
        return await Tag.UnlessKnownAsync(context, sweep, async () =>
        {
            await FindAsync(store, sweep, number, cancellationToken);
            var epochs = await store.ReadEpochsAsync(id, number, cancellationToken);
            return TypedResults.Json(new EpochListView(sweep.Sequence, number, epochs), ApiJson.Default.EpochListView);
        });
    }

    private static async Task<IResult> ModelAsync(string id, int number, string? format, HttpContext context, KnownSweeps sweeps, ISweepStore store, CancellationToken cancellationToken)
    {
        var onnx = format switch
        {
            null or "safetensors" => false,
            "onnx" => true,
            _ => throw Problems.BadRequest($"format: found '{format}'; safetensors or onnx"),
        };
        var sweep = await sweeps.FindAsync(id, cancellationToken);
        if (await store.ReadModelAsync(id, number, cancellationToken) is { } model)
        {
            context.Response.Headers.CacheControl = "no-cache";
            return TypedResults.Bytes(onnx ? Onnx(model) : model, "application/octet-stream", $"{id}-{number}.{(onnx ? "onnx" : "safetensors")}");
        }

        var trial = await FindAsync(store, sweep, number, cancellationToken);
        throw trial.EndedAt is null
            ? Problems.NotFound($"trial {number} has no model yet: it has not ended")
            : await MissingModel.ProblemAsync(store, sweep, number, cancellationToken);
    }

    private static byte[] Onnx(byte[] safetensors)
    {
        using var file = new MemoryStream();
        OnnxCopy.Write(file, safetensors);
        return file.ToArray();
    }

    private static async Task<IResult> AttemptsAsync(string id, HttpContext context, KnownSweeps sweeps, ISweepStore store, CancellationToken cancellationToken)
    {
        var sweep = await sweeps.FindAsync(id, cancellationToken);
        return await Tag.UnlessKnownAsync(context, sweep, async () =>
            TypedResults.Json(new AttemptListView(sweep.Sequence, await store.ListAttemptsAsync(id, trial: null, cancellationToken)), ApiJson.Default.AttemptListView));
    }

    private static async Task<StoredTrial> FindAsync(ISweepStore store, SweepRecord sweep, int number, CancellationToken cancellationToken) =>
        await store.FindTrialAsync(sweep.Id, number, cancellationToken)
        ?? throw Problems.NotFound($"the sweep '{sweep.Id}' has no trial {number}, or not yet: {sweep.Created} of {sweep.Planned} have been made");
}
