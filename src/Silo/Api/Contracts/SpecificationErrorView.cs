using DropoutSweep.Sweeps.Specification;

namespace DropoutSweep.Silo.Api.Contracts;

/// <summary>A mistake in a specification.</summary>
/// <param name="Line">Line, from 1; 0 when it has no place.</param>
/// <param name="Column">Column, from 1; 0 when it has no place.</param>
/// <param name="Path">The key's path, such as <c>model.dropout</c>; empty for the document as a whole.</param>
/// <param name="Value">What was found; absent when nothing was.</param>
/// <param name="Message">What is wrong or what would be right.</param>
/// <param name="Suggestion">The nearest known name for a typo; absent for none.</param>
public sealed record SpecificationErrorView(int Line, int Column, string Path, string? Value, string Message, string? Suggestion)
{
    /// <summary>What the API shows of a mistake.</summary>
    public static SpecificationErrorView Of(SpecificationError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new SpecificationErrorView(error.Line, error.Column, error.Path, error.Found, error.Message, error.Suggestion);
    }
}
