using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DropoutSweep.Sweeps.Stores;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Api.Wire;

/// <summary>Entity tags: whoever polls with <c>If-None-Match</c> gets 304 as long as nothing has changed.</summary>
internal static class Tag
{
    /// <summary>Answers with what depends on nothing but a sweep's events, made only when they have moved on.</summary>
    /// <param name="context">The request.</param>
    /// <param name="sweep">The sweep, read before what is answered.</param>
    /// <param name="make">Makes the answer.</param>
    /// <param name="variant">What tells representations of the same address apart.</param>
    public static async Task<IResult> UnlessKnownAsync(HttpContext context, SweepRecord sweep, Func<Task<IResult>> make, string variant = "") =>
        IsKnown(context, $"W/\"{sweep.Sequence}{variant}\"") ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : await make();

    /// <summary>Answers with a value, tagged by its content.</summary>
    public static IResult ByContent<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        return Bytes(context, JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json");
    }

    /// <summary>Answers with a text, tagged by its content.</summary>
    public static IResult Text(HttpContext context, string text, string type) => Bytes(context, Encoding.UTF8.GetBytes(text), type);

    private static IResult Bytes(HttpContext context, byte[] body, string type)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8));
        return IsKnown(context, $"\"{hash}\"") ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Bytes(body, $"{type}; charset=utf-8");
    }

    private static bool IsKnown(HttpContext context, string tag)
    {
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "no-cache";
        return context.Request.Headers.IfNoneMatch.SelectMany(line => (line ?? string.Empty).Split(',', StringSplitOptions.TrimEntries))
            .Any(known => string.Equals(known, "*", StringComparison.Ordinal) || Opaque(known).Equals(Opaque(tag), StringComparison.Ordinal));
    }

    /// <summary>Without what marks it as weak: whoever compresses an answer on its way weakens its tag, and means the same (RFC 9110, 13.1.2).</summary>
    private static ReadOnlySpan<char> Opaque(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag.AsSpan(2) : tag;
}
