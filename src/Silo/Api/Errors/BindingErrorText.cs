using System.Text.RegularExpressions;

namespace DropoutSweep.Silo.Api.Errors;

/// <summary>What the framework says of a parameter that it could not read, in the words of the API's other errors.</summary>
internal static partial class BindingErrorText
{
    /// <summary>The parameter, what was found and what would be right; the framework's own text where it says something else.</summary>
    public static string Of(string message)
    {
        var match = Unreadable().Match(message);
        return match.Success ? $"{match.Groups["name"].Value}: found '{match.Groups["value"].Value}'; {Right(match.Groups["type"].Value)}" : message;
    }

    private static string Right(string type) =>
        type.Contains("int", StringComparison.OrdinalIgnoreCase) || type.Contains("long", StringComparison.OrdinalIgnoreCase)
            ? "a whole number"
            : "/openapi/v1.json says what it takes";

    [GeneratedRegex("""^Failed to bind parameter "(?<type>.+) (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Unreadable();
}
