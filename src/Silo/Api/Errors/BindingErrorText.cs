using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace DropoutSweep.Silo.Api.Errors;

/// <summary>Which parameter of a request the framework could not read, in the words of the API's other errors.</summary>
internal static class BindingErrorText
{
    /// <summary>The parameter, what was found and what would be right; null where every parameter can be read.</summary>
    public static string? Of(HttpContext context)
    {
        foreach (var parameter in context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            var found = context.GetRouteValue(parameter.Name) as string ?? context.Request.Query[parameter.Name].ToString();
            if (parameter.HasTryParse && found.Length > 0 && !IsWholeNumber(parameter.ParameterInfo, found))
            {
                return $"{parameter.Name}: found '{found}'; a whole number";
            }
        }

        return null;
    }

    /// <summary>Whole numbers are all that the API has parsed for it; everything else it reads itself.</summary>
    private static bool IsWholeNumber(ParameterInfo parameter, string found) =>
        Nullable.GetUnderlyingType(parameter.ParameterType) == typeof(long) || parameter.ParameterType == typeof(long)
            ? long.TryParse(found, CultureInfo.InvariantCulture, out _)
            : int.TryParse(found, CultureInfo.InvariantCulture, out _);
}
