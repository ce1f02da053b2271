using DropoutSweep.Silo.Api.Contracts;

namespace DropoutSweep.Client.Cluster;

/// <summary>Problems of the API as messages for people, with what to do next.</summary>
internal static class ProblemText
{
    /// <summary>A message of one or more lines, without <c>error:</c>.</summary>
    public static string Of(ApiProblem problem, Uri address)
    {
        var detail = Sentence(problem.Detail ?? problem.Title);
        return problem.Type switch
        {
            ApiProblemTypes.Unauthorized => $"{Show(address)} asks for a token, or knows another one: set ${ClusterSettings.TokenVariable}, give --token-file FILE, or write 'token: …' into the configuration file.",
            ApiProblemTypes.ForeignRequest => $"{Show(address)} does not answer under this name: {detail} Address it by a name that its silos allow.",
            ApiProblemTypes.InvalidSpecification when problem.Errors is { Count: > 0 } errors =>
                "the cluster refused the specification:\n" + string.Join('\n', errors.Select(Line)),
            ApiProblemTypes.Internal => $"{Show(address)}: {detail} The silo's log says what went wrong.",
            ApiProblemTypes.Unavailable => $"{Unavailable(problem, address)} Try again in a moment.",
            ApiProblemTypes.TooManyRequests => $"{detail} Try again in a minute.",
            _ => detail,
        };
    }

    /// <summary>The same of a silo that is waited for.</summary>
    public static string Waiting(ApiProblem problem, Uri address) => $"{Unavailable(problem, address)} Waiting for it.";

    /// <summary>An address as one types it.</summary>
    public static string Show(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static string Unavailable(ApiProblem problem, Uri address) =>
        $"{Show(address)} cannot serve at present: {Sentence(problem.Reasons is { Count: > 0 } reasons ? string.Join("; ", reasons) : problem.Detail ?? problem.Title)}";

    private static string Line(SpecificationErrorView error)
    {
        var path = error.Path.Length > 0 ? $"{error.Path}: " : "";
        var found = error.Value is null ? "" : $"found {error.Value}; ";
        return $"  {path}{found}{error.Message}{(error.Suggestion is null ? "." : $"; did you mean '{error.Suggestion}'?")}";
    }

    private static string Sentence(string text) => text.Length == 0 || text[^1] is '.' or '?' or '!' ? text : text + ".";
}
