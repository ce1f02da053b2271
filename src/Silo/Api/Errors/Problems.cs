using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Page;
using DropoutSweep.Sweeps.Specification;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DropoutSweep.Silo.Api.Errors;

/// <summary>The problems that the API answers with.</summary>
internal static class Problems
{
    /// <summary>The media type of problems.</summary>
    public const string MediaType = "application/problem+json";

    public static ApiException BadRequest(string detail) => new(Of(StatusCodes.Status400BadRequest, detail));

    public static ApiException NotFound(string detail) => new(Of(StatusCodes.Status404NotFound, detail));

    public static ApiException Conflict(string detail) => new(Of(StatusCodes.Status409Conflict, detail));

    public static ApiException Unavailable(string detail) => new(Of(StatusCodes.Status503ServiceUnavailable, detail));

    public static ApiException Invalid(SpecificationException error) => new(
        Of(StatusCodes.Status422UnprocessableEntity, error.Message) with { Errors = [.. error.Errors.Select(SpecificationErrorView.Of)] });

    /// <summary>The problem of a status, with its usual detail unless there is a better one.</summary>
    public static ApiProblem Of(int status, string? detail = null)
    {
        var (type, title, usual) = status switch
        {
            StatusCodes.Status400BadRequest => (ApiProblemTypes.BadRequest, "The request cannot be used", (string?)null),
            StatusCodes.Status401Unauthorized => (ApiProblemTypes.Unauthorized, "A token is needed", "send the header 'Authorization: Bearer TOKEN' with the silo's token"),
            StatusCodes.Status403Forbidden => (ApiProblemTypes.ForeignRequest, "The request comes from elsewhere", null),
            StatusCodes.Status404NotFound => (ApiProblemTypes.NotFound, "There is no such thing", "nothing is served at this address; /openapi/v1.json lists what is"),
            StatusCodes.Status405MethodNotAllowed => (ApiProblemTypes.Other, "The method is not allowed here", "the header Allow says which are"),
            StatusCodes.Status409Conflict => (ApiProblemTypes.Conflict, "It cannot be done as things stand", null),
            StatusCodes.Status413PayloadTooLarge => (ApiProblemTypes.TooLarge, "The body is too large", "a body has at most 1 MB"),
            StatusCodes.Status415UnsupportedMediaType => (ApiProblemTypes.UnsupportedMediaType, "The body's media type is not known here", "send what this address takes (a specification as application/yaml or application/json, an image as application/octet-stream), and say so in the header Content-Type"),
            StatusCodes.Status422UnprocessableEntity => (ApiProblemTypes.InvalidSpecification, "The specification has mistakes", null),
            StatusCodes.Status429TooManyRequests => (ApiProblemTypes.TooManyRequests, "Too many submissions", "wait as many seconds as the header Retry-After says"),
            StatusCodes.Status500InternalServerError => (ApiProblemTypes.Internal, "Something went wrong in the silo", "its log says what"),
            StatusCodes.Status503ServiceUnavailable => (ApiProblemTypes.Unavailable, "It cannot be served at present", null),
            _ => (ApiProblemTypes.Other, "The request was refused", null),
        };
        return new ApiProblem { Type = type, Title = title, Status = status, Detail = detail ?? usual };
    }

    /// <summary>Writes a problem as the answer: to a person as a page, otherwise as JSON.</summary>
    public static Task WriteAsync(HttpContext context, ApiProblem problem)
    {
        if (PagePaths.WantsPage(context.Request))
        {
            return context.RequestServices.GetRequiredService<PageWriter>().WriteAsync(context, problem);
        }

        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(
            problem with { Instance = context.Request.Path },
            ApiJson.Default.ApiProblem,
            MediaType,
            context.RequestAborted);
    }
}
