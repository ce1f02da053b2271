using System.Reflection;
using DropoutSweep.Silo.Api.Errors;
using DropoutSweep.Training.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace DropoutSweep.Silo.Api.Wire;

/// <summary>Refuses query parameters that an endpoint does not have: a filter with a typo would filter nothing, and nobody would know.</summary>
internal static class KnownQuery
{
    /// <summary>The filter of an endpoint, by its handler's parameters.</summary>
    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext handler, EndpointFilterDelegate next)
    {
        string[] simple = [.. handler.MethodInfo.GetParameters().Where(IsQuery).Select(static parameter => parameter.Name!)];
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

    // Texts and numbers are read from the address, unless they are headers. All else comes from the body, the request or the silo.
    private static bool IsQuery(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return (type.IsPrimitive || type == typeof(string) || type == typeof(string[])) && !parameter.GetCustomAttributes().OfType<IFromHeaderMetadata>().Any();
    }
}
