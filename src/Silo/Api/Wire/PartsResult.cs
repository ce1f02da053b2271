using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Api.Wire;

/// <summary>An answer that was made in parts, sent with its length.</summary>
/// <param name="parts">The parts in their order.</param>
/// <param name="contentType">What they are.</param>
internal sealed class PartsResult(IReadOnlyList<ReadOnlyMemory<byte>> parts, string contentType) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = contentType;
        response.ContentLength = parts.Sum(static part => (long)part.Length);
        foreach (var part in parts)
        {
            await response.BodyWriter.WriteAsync(part, httpContext.RequestAborted);
        }
    }
}
