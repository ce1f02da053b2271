using DropoutSweep.Silo.Api.Contracts;
using DropoutSweep.Silo.Api.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Api.Wire;

/// <summary>Says in the OpenAPI document what an endpoint answers.</summary>
internal static class Answers
{
    /// <summary>Name and summary of an endpoint, and the problems that it answers with.</summary>
    public static RouteHandlerBuilder Described(this RouteHandlerBuilder endpoint, string name, string summary, params ReadOnlySpan<int> problems)
    {
        endpoint.WithName(name).WithSummary(summary);
        foreach (var status in problems)
        {
            endpoint.Produces<ApiProblem>(status, Problems.MediaType);
        }

        return endpoint;
    }

    /// <summary>Answers with text of known length, which a large answer is sent and read sooner in than in a thousand chunks.</summary>
    public static IResult Whole(IReadOnlyList<ReadOnlyMemory<byte>> parts, string mediaType) => new PartsResult(parts, $"{mediaType}; charset=utf-8");

    /// <summary>That an endpoint answers 304 to whoever knows its newest answer.</summary>
    public static RouteHandlerBuilder Tagged(this RouteHandlerBuilder endpoint) => endpoint.Produces(StatusCodes.Status304NotModified);
}
