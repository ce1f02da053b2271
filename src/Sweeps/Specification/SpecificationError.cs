namespace DropoutSweep.Sweeps.Specification;

/// <summary>One thing that is wrong in a specification.</summary>
/// <param name="File">The file as it was named by the caller, or <c>--set</c> for an override.</param>
/// <param name="Line">Line, from 1; 0 when the error has no place in a file.</param>
/// <param name="Column">Column, from 1; 0 when the error has no place in a file.</param>
/// <param name="Path">The key's path, such as <c>model.dropout</c>; empty for the document as a whole.</param>
/// <param name="Found">What was found, as written; null when nothing was.</param>
/// <param name="Message">What is wrong or what would be right, without a full stop.</param>
public sealed record SpecificationError(string File, int Line, int Column, string Path, string? Found, string Message)
{
    /// <summary>The values that would be right, where they can be counted; empty otherwise.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>The nearest known name for a typo, or null.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The error as one line: <c>file:line:column: path: found x; what is right.</c></summary>
    public override string ToString()
    {
        var place = Line > 0 ? $"{File}:{Line}:{Column}" : File;
        var path = Path.Length > 0 ? $" {Path}:" : string.Empty;
        var found = Found is null ? string.Empty : $" found {Found};";
        var end = Suggestion is null ? "." : $"; did you mean '{Suggestion}'?";
        return $"{place}:{path}{found} {Message}{end}";
    }
}
