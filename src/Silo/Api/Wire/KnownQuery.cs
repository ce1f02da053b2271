using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Training.Text;
using Microsoft.AspNetCore.Http;

namespace DropoutSweep.Silo.Api.Wire;

/// <summary>Refuses query parameters that an endpoint does not have: a filter with a typo would filter nothing, and nobody would know.</summary>
internal static class KnownQuery
{
    /// <summary>The filter of an endpoint, by its handler's parameters.</summary>
    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext handler, EndpointFilterDelegate next)
    {
        string[] simple = [.. handler.MethodInfo.GetParameters().Where(static parameter => IsSimple(parameter.ParameterType)).Select(static parameter => parameter.Name!)];
        return invocation =>
        {
            var context = invocation.HttpContext;
            if (context.Request.Query.Count > 0)
            {
                Check(context.Request.Query.Keys, [.. simple.Where(name => !context.Request.RouteValues.ContainsKey(name))]);
            }

            return next(invocation);
        };
    }

    private static void Check(IEnumerable<string> given, IReadOnlyList<string> known)
    {
        if (given.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            var meant = Spelling.Nearest(unknown, known);
            throw Problems.BadRequest(
                known.Count == 0 ? $"{unknown}: unknown parameter; there are none here"
                : meant is null ? $"{unknown}: unknown parameter; known are {string.Join(", ", known)}"
                : $"{unknown}: unknown parameter; did you mean '{meant}'?");
        }
    }

    // What is read from an address: texts and numbers. All else comes from the body, the request or the silo.
    private static bool IsSimple(Type type) =>
        type == typeof(string) || type == typeof(string[]) || (Nullable.GetUnderlyingType(type) ?? type).IsPrimitive;
}
