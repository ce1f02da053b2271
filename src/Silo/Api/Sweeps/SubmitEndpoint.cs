using System.Security.Cryptography;
using System.Text;
using DropoutSweep.Silo.Api.Caching;
using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Silo.Api.Security;
using DropoutSweep.Silo.Api.Wire;
using DropoutSweep.Sweeps.Coordination;
using DropoutSweep.Sweeps.Specification;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;

namespace DropoutSweep.Silo.Api.Sweeps;

/// <summary>Submitting a sweep.</summary>
internal static class SubmitEndpoint
{
    /// <summary>The media type of specifications.</summary>
    public const string Yaml = "application/yaml";

    private const string Json = "application/json";
    private const string KeyHeader = "Idempotency-Key";
    private const int IdBytes = 5;

    /// <summary>What errors call the document.</summary>
    private const string Document = "specification";

    public static void MapSubmit(this IEndpointRouteBuilder sweeps) =>
        sweeps.MapPost("/", SubmitAsync)
            .Described(
                "SubmitSweep",
                "Submits a sweep: its specification as YAML, or the same document as JSON. With the header Idempotency-Key a repeated submission adds nothing and answers 200.",
                StatusCodes.Status400BadRequest,
                StatusCodes.Status409Conflict,
                StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType,
                StatusCodes.Status422UnprocessableEntity,
                StatusCodes.Status429TooManyRequests)
            .Accepts<string>(Yaml, "application/x-yaml", "text/yaml", Json)
            .Produces<SweepView>(StatusCodes.Status201Created)
            .Produces<SweepView>()
            .RequireRateLimiting(RequestLimits.Submissions)
            .AddOpenApiOperationTransformer((operation, _, _) => DescribeBody(operation));

    private static async Task<IResult> SubmitAsync(
        HttpRequest request,
        ISweepStore store,
        KnownSweeps sweeps,
        ILogger<KnownSweeps> logger,
        CancellationToken cancellationToken,
        [FromHeader(Name = KeyHeader)] string? key = null)
    {
        if (request.Headers[KeyHeader].Count > 1)
        {
            throw Problems.BadRequest($"{KeyHeader}: found {request.Headers[KeyHeader].Count} of them; one");
        }

        CheckKey(key);
        var (sweep, created) = await AddAsync(Read(await TextAsync(request, cancellationToken)), key, store, sweeps, logger, cancellationToken);
        request.HttpContext.Response.Headers.Location = ApiPaths.Sweep(sweep.Id);
        return TypedResults.Json(SweepView.Of(sweep), ApiJson.Default.SweepView, contentType: null, created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>Submits a specification; with a key that is known already it adds nothing.</summary>
    /// <exception cref="ApiException">The key belongs to another sweep.</exception>
    public static async Task<SubmitOutcome> AddAsync(SweepSpec spec, string? key, ISweepStore store, KnownSweeps sweeps, ILogger logger, CancellationToken cancellationToken)
    {
        var submission = new SweepSubmission
        {
            Id = $"{spec.Name}-{RandomNumberGenerator.GetHexString(2 * IdBytes, lowercase: true)}",
            Key = key,
            Specification = spec,
            Begin = new SweepCoordinator(spec).Advance,
        };
        var outcome = await AddAsync(store, submission, cancellationToken);
        if (!outcome.Created && sweeps.Of(outcome.Sweep).Spec.Policy != spec.Policy)
        {
            throw Conflict(key, $"the sweep '{outcome.Sweep.Id}', whose execution or budget is another");
        }

        if (outcome.Created)
        {
            logger.Submitted(outcome.Sweep.Id, outcome.Sweep.Planned);
        }

        return outcome;
    }

    private static async Task<SubmitOutcome> AddAsync(ISweepStore store, SweepSubmission submission, CancellationToken cancellationToken)
    {
        try
        {
            return await store.SubmitAsync(submission, cancellationToken);
        }
        catch (SubmissionConflictException)
        {
            throw Conflict(submission.Key, "a sweep with another specification");
        }
    }

    private static ApiException Conflict(string? key, string holder) =>
        Problems.Conflict($"the key '{key}' belongs to {holder}; take another key for another sweep");

    /// <summary>A specification has a schema of its own: docs/sweep.schema.json.</summary>
    private static Task DescribeBody(OpenApiOperation operation)
    {
        foreach (var (type, body) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal))
        {
            body.Schema = new OpenApiSchema
            {
                Type = string.Equals(type, Json, StringComparison.Ordinal) ? JsonSchemaType.Object : JsonSchemaType.String,
                Description = "A specification; its JSON Schema is docs/sweep.schema.json, and what `dropoutsweep schema` prints.",
            };
        }

        return Task.CompletedTask;
    }

    private static void CheckKey(string? key)
    {
        if (key is not null && !SweepSubmission.IsKey(key))
        {
            throw Problems.BadRequest($"{KeyHeader}: found {key.Length} characters; 1 to {SweepSubmission.MostKeyCharacters} printable ASCII characters");
        }
    }

    private static async Task<string> TextAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        try
        {
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (DecoderFallbackException)
        {
            throw Problems.BadRequest("the body is not UTF-8");
        }
    }

    private static SweepSpec Read(string text)
    {
        try
        {
            return SweepSpecReader.Read(text, Document);
        }
        catch (SpecificationException error)
        {
            throw Problems.Invalid(error);
        }
    }
}
