namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>An error as RFC 9457 has it (<c>application/problem+json</c>).</summary>
public sealed record ApiProblem
{
    /// <summary>What kind of error: a word that programs can tell apart, from <see cref="ApiProblemTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of error, for people.</summary>
    public required string Title { get; init; }

    /// <summary>The status code.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong this time, and what would be right.</summary>
    public string? Detail { get; init; }

    /// <summary>What was asked for.</summary>
    public string? Instance { get; init; }

    /// <summary>Every mistake in a specification.</summary>
    public IReadOnlyList<SpecificationErrorView>? Errors { get; init; }

    /// <summary>Why the silo is not ready.</summary>
    public IReadOnlyList<string>? Reasons { get; init; }
}
